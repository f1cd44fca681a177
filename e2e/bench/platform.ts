import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { createSessions } from '@ticketing-dev/common';
import { startStack, statOf } from '@ticketing-dev/local';
import { MongoClient } from 'mongodb';

import { chosenDatabase } from '../kit/chosen-database';
import { type LimitsChoice, limitsEnv } from '../kit/limits';
import { aStackFolder, ownServers } from '../kit/own-stack';
import { residentMb } from '../kit/process';
import { Client, type Member } from './requests';

interface SiteOptions {
  readonly client: boolean;
  readonly limits: LimitsChoice;
  readonly say?: (line: string) => void;
}

type Env = Readonly<Record<string, string>>;

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

async function startSite(dir: string, env: Env, { limits, ...options }: SiteOptions) {
  const stack = await startStack({
    ...options,
    dir,
    databasesApart: true,
    env: { ...ownServers, ...limitsEnv(limits), LOG_LEVEL: 'warn', ...env },
  });
  const urlOf = (name: string): string =>
    stack.processes().find((each) => each.name === name)?.url ?? '';
  const sessions = createSessions(stack.jwtKey);
  const databases = memoized((service) => new MongoClient(stack.addresses.mongo[service] ?? ''));
  return {
    stack,
    /** Sends to one process, such as a service or the gateway. */
    to: memoized((name) => new Client(urlOf(name))),
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
  return { pid: child.pid ?? 0, client: new Client(`http://127.0.0.1:${port}`) };
}

/** The kernel counts in hundredths of a second. */
const tickMs = 10;

/** The CPU time and memory of each process with its descendants, except those that have a name of their own. */
function usageOf(pids: Readonly<Record<string, number>>) {
  const names = new Map(Object.entries(pids).map(([name, pid]) => [pid, name]));
  const stats = new Map(
    readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map((entry) => [Number(entry), statOf(Number(entry))]),
  );
  const ownerOf = (pid: number): string | undefined => {
    const parent = stats.get(pid)?.parent;
    return names.get(pid) ?? (parent === undefined ? undefined : ownerOf(parent));
  };
  const usage: Record<string, { cpuMs: number; residentMb: number }> = {};
  for (const name of Object.keys(pids)) usage[name] = { cpuMs: 0, residentMb: 0 };
  for (const [pid, stat] of stats) {
    const sum = usage[ownerOf(pid) ?? ''];
    if (!sum || !stat) continue;
    sum.cpuMs += stat.cpuTicks * tickMs;
    sum.residentMb += residentMb(pid);
  }
  return usage;
}

/** The name and version that the server reports: it may not be the version that was planned. */
async function nameOf({ collection }: Site, choice: string): Promise<string> {
  const info = await collection('orders', 'orders').db.admin().command({ buildInfo: 1 });
  const ferretdb = info['ferretdb'] as { readonly version: string } | undefined;
  const server = ferretdb ? `FerretDB ${ferretdb.version}` : `MongoDB ${String(info['version'])}`;
  // An address may contain a password.
  return choice.includes('://') ? server : `${choice}: ${server}`;
}

/** The site under load, with the baseline beside it on the same database server. */
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
  return {
    ...site,
    /** From the start of the first process until the last is ready. */
    readySeconds,
    database: await nameOf(site, choice),
    to: (name: string) => (name === 'baseline' ? baseline.client : site.to(name)),
    /** What each process has used so far. */
    usage() {
      const running = [...stack.processes(), ...(durable?.processes() ?? [])];
      const pids = running.map(({ name, pid }) => [name, pid ?? -1] as const);
      return usageOf({ ...Object.fromEntries(pids), baseline: baseline.pid, load: process.pid });
    },
    /** Another site on the same database servers, with data of its own. */
    another(name: string, settings: Env = {}) {
      const uris = Object.entries(mongo).map(
        ([service, uri]) => [`${service.toUpperCase()}_MONGO_URI`, renamed(uri, name)] as const,
      );
      const apart = { ...Object.fromEntries(uris), ...settings };
      return startSite(folder.beside(name), apart, { client: false, limits: options.limits });
    },
  };
}
