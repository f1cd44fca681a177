import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { withTimeout } from '@ticketing-dev/common';
import { type Stack, startStack } from '@ticketing-dev/local';
import { MongoClient } from 'mongodb';

import { chosenDatabase } from '../kit/chosen-database';
import { type LimitsChoice, limitsEnv } from '../kit/limits';
import { aStackFolder, ownServers } from '../kit/own-stack';

/** The platform's services and their databases. */
export interface Site {
  readonly stack: Stack;
  /** The address of a service's own process. */
  urlOf(name: string): string;
  /** A service's database, to fill it with what a year of requests would. */
  databaseOf(service: string): Promise<MongoClient>;
  end(): Promise<void>;
}

/** The site under load, and beside it the server that does the least, on the same database. */
export interface Platform extends Site {
  readonly database: string;
  /** From the first process to the last that is ready. */
  readonly readySeconds: number;
  readonly floorUrl: string;
  /** The pids of what CPU and memory are told of. */
  roots(): Readonly<Record<string, number>>;
  /** Other services on the same database servers, with data of their own. */
  another(name: string, env: Readonly<Record<string, string>>): Promise<Site>;
}

const startMs = 30_000;

const services = ['auth', 'tickets', 'orders', 'payments'];

/** The same server, another database. */
const renamed = (uri: string, suffix: string): string =>
  uri.replace(/\/([\w-]+)\?/, `/$1-${suffix}?`);

async function startFloor(uri: string): Promise<{ url: string; process: ChildProcess }> {
  const child = fork(path.join(__dirname, 'floor.js'), {
    env: { ...process.env, MONGO_URI: renamed(uri, 'floor'), NODE_ENV: 'production' },
  });
  const said = once(child, 'message') as Promise<[{ port: number }]>;
  const gone = once(child, 'exit').then(([code]): never => {
    throw new Error(`the floor ended with ${String(code)} before it listened`);
  });
  const late = () => new Error('the floor does not say its port');
  const [{ port }] = await withTimeout(Promise.race([said, gone]), startMs, late);
  gone.catch(() => undefined);
  return { url: `http://127.0.0.1:${port}`, process: child };
}

async function startSite(
  dir: string,
  env: Readonly<Record<string, string>>,
  {
    limits,
    ...options
  }: {
    readonly client: boolean;
    readonly limits: LimitsChoice;
    readonly say?: (line: string) => void;
  },
): Promise<Site> {
  const stack = await startStack({
    ...options,
    dir,
    databasesApart: true,
    env: { ...ownServers, ...limitsEnv(limits), LOG_LEVEL: 'warn', ...env },
  });
  const clients = new Map<string, MongoClient>();
  return {
    stack,
    urlOf: (name) => stack.processes().find((each) => each.name === name)?.url ?? '',
    async databaseOf(service) {
      const client =
        clients.get(service) ?? (await MongoClient.connect(stack.addresses.mongo[service] ?? ''));
      clients.set(service, client);
      return client;
    },
    async end() {
      await Promise.all([...clients.values()].map((client) => client.close()));
      await stack.close();
    },
  };
}

const settingsOf = (uris: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    services.map((service) => [`${service.toUpperCase()}_MONGO_URI`, uris[service] ?? '']),
  );

/** As the server says it: what runs may not be the version that was planned. */
async function nameOf(client: MongoClient, choice: string): Promise<string> {
  const { version, ferretdb } = (await client.db().admin().command({ buildInfo: 1 })) as {
    readonly version: string;
    readonly ferretdb?: { readonly version: string };
  };
  const server = ferretdb ? `FerretDB ${ferretdb.version}` : `MongoDB ${version}`;
  if (choice === 'durable') return `${server} on PostgreSQL with DocumentDB`;
  return choice === 'stand-in' ? `the stand-in, which says that it is ${server}` : server;
}

/** @param choice `durable`, `stand-in`, or the address of a MongoDB */
export async function startPlatform(
  choice: string,
  {
    client,
    limits,
    say,
  }: {
    readonly client: boolean;
    readonly limits: LimitsChoice;
    readonly say: (line: string) => void;
  },
): Promise<Platform> {
  const folder = await aStackFolder();
  const closing: (() => Promise<unknown>)[] = [folder.end];
  const end = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    const { durable, env, close } = await chosenDatabase(choice, folder, say);
    closing.push(close);
    const start = performance.now();
    const site = await startSite(folder.dir, env, { client, limits, say });
    closing.push(() => site.end());
    const readySeconds = (performance.now() - start) / 1000;
    const { mongo } = site.stack.addresses;
    const floor = await startFloor(mongo['orders'] ?? '');
    closing.push(async () => {
      const { process: child } = floor;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    });
    const running = () => [...site.stack.processes(), ...(durable?.processes() ?? [])];
    return {
      ...site,
      database: await nameOf(await site.databaseOf('orders'), choice),
      readySeconds,
      floorUrl: floor.url,
      roots: () => ({
        ...Object.fromEntries(
          running().flatMap(({ name, pid }) => (pid === null ? [] : [[name, pid]])),
        ),
        floor: floor.process.pid ?? 0,
        load: process.pid,
      }),
      another: (name, env) => {
        const uris = Object.fromEntries(
          Object.entries(mongo).map(([service, uri]) => [service, renamed(uri, name)]),
        );
        const dir = folder.beside(name);
        return startSite(dir, { ...settingsOf(uris), ...env }, { client: false, limits });
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
