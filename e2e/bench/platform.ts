import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { createSessions } from '@ticketing-dev/common';
import { startStack, type StackOptions } from '@ticketing-dev/local';
import { MongoClient } from 'mongodb';

import { chosenDatabase } from '../kit/chosen-database';
import { type LimitsChoice, limitsEnv } from '../kit/limits';
import { aStackFolder, ownServers } from '../kit/own-stack';
import { durabilityOf } from './durability';
import { cpuMsOf, memoryMbOf, type Named, serviceOf } from './processes';
import { Client, type Member } from './requests';

interface SiteOptions {
  readonly client: boolean;
  readonly limits: LimitsChoice;
  readonly say?: (line: string) => void;
}

type Env = Readonly<Record<string, string>>;
type Scale = NonNullable<StackOptions['scale']>;

/** Makes the value of each name once. */
function memoized<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}

/** The services and their databases. */
export type Site = Awaited<ReturnType<typeof startSite>>;

async function startSite(
  dir: string,
  env: Env,
  { limits, ...options }: SiteOptions & Pick<StackOptions, 'scale'>,
) {
  const stack = await startStack({
    ...options,
    dir,
    databasesApart: true,
    env: { ...ownServers, ...limitsEnv(limits), LOG_LEVEL: 'warn', ...env },
  });
  const urlsOf = (service: string): string[] =>
    stack.processes().flatMap(({ name, url }) => (serviceOf(name) === service ? [url] : []));
  const sessions = createSessions(stack.jwtKey);
  const databases = memoized((service) => new MongoClient(stack.addresses.mongo[service] ?? ''));
  return {
    stack,
    /** Sends to the instances of a service in turns, or to another process, such as the gateway. */
    to: memoized((name) => new Client(...urlsOf(name))),
    collection: (service: string, name: string) => databases(service).db().collection(name),
    /** An account that is signed in: a service trusts every token that verifies. */
    member: memoized((id): Member => {
      const jwt = sessions.issue({ id, email: `${id}@example.com` });
      return { id, cookie: `session=${Buffer.from(JSON.stringify({ jwt })).toString('base64')}` };
    }),
  };
}

/** Another database on the same server. */
const renamed = (uri = '', suffix: string): string => uri.replace(/\/([\w-]+)\?/, `/$1-${suffix}?`);

const startMs = 30_000;

async function startBaseline(uri: string) {
  const env = { ...process.env, MONGO_URI: uri, NODE_ENV: 'production' };
  const child = fork(path.join(__dirname, 'baseline.js'), { env });
  const signal = AbortSignal.timeout(startMs);
  const [{ port }] = (await once(child, 'message', { signal })) as [{ port: number }];
  return { name: 'baseline', pid: child.pid ?? 0, client: new Client(`http://127.0.0.1:${port}`) };
}

/** The name and version that the server reports: it may not be the version that was planned. */
async function nameOf({ collection }: Site, choice: string): Promise<string> {
  const info = await collection('orders', 'orders').db.admin().command({ buildInfo: 1 });
  const ferretdb = info['ferretdb'] as { readonly version: string } | undefined;
  const server = ferretdb ? `FerretDB ${ferretdb.version}` : `MongoDB ${String(info['version'])}`;
  // An address may contain a password.
  return choice.includes('://') ? server : `${choice}: ${server}`;
}

/** A site under load, with the baseline beside it on the same database server. */
export type Measurable = Awaited<ReturnType<Platform['another']>>;
export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** @param choice `durable`, `stand-in`, or the address of a MongoDB */
export async function startPlatform(
  choice: string,
  options: SiteOptions,
  closers: (() => Promise<unknown>)[],
) {
  const folder = await aStackFolder();
  closers.push(folder.end);
  const { durable, env, close } = await chosenDatabase(choice, folder, options.say);
  closers.push(close);
  const start = performance.now();
  const site = await startSite(folder.dir, env, options);
  closers.push(() => site.stack.close());
  const readySeconds = (performance.now() - start) / 1000;
  const { stack } = site;
  const { mongo } = stack.addresses;
  const baseline = await startBaseline(renamed(mongo['orders'], 'baseline'));
  const load = { name: 'load', pid: process.pid };
  /** For the stack of this platform or of another one that uses the same database servers. */
  const measured = (own: Site) => {
    const running = (): Named => [
      ...own.stack.processes(),
      ...stack.processes().filter(({ name }) => own === site || name.endsWith('-mongo')),
      ...(durable?.processes() ?? []),
      baseline,
      load,
    ];
    return {
      ...own,
      to: (name: string) => (name === 'baseline' ? baseline.client : own.to(name)),
      /** CPU milliseconds that each process has used so far. */
      cpuMs: () => cpuMsOf(running()),
      /** The memory of each process, in megabytes. */
      memoryMb: () => memoryMbOf(running()),
    };
  };
  return {
    ...measured(site),
    /** From the start of the first process until the last is ready. */
    readySeconds,
    database: await nameOf(site, choice),
    durability: await durabilityOf([...stack.processes(), ...(durable?.processes() ?? [])]),
    /** Another site on the same database servers, with data of its own. */
    async another(name: string, settings: Env = {}, scale: Scale = {}) {
      const uris = Object.entries(mongo).map(
        ([service, uri]) => [`${service.toUpperCase()}_MONGO_URI`, renamed(uri, name)] as const,
      );
      const apart = { ...Object.fromEntries(uris), ...settings };
      const start = (instances: Scale) =>
        startSite(folder.beside(name), apart, {
          client: false,
          limits: options.limits,
          scale: instances,
        });
      // On FerretDB, instances that create the same indexes concurrently can end with a deadlock.
      if (Object.keys(scale).length > 0) await (await start({})).stack.close();
      return measured(await start(scale));
    },
  };
}
