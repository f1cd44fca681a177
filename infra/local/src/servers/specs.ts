import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { freePort } from '../ports';
import { httpAnswers, mongoAnswers, redisAnswers } from '../probes';
import type { ProcessSpec } from '../supervisor/process-spec';
import { containerArgs, containerSignals, removeContainer } from './containers';
import type { Found } from './find-server';
import { isStandIn } from './mongo';
import { mongoUri } from './mongo-uri';
import { natsArgs } from './nats';
import { repairNatsStore } from './nats-store';
import { redisArgs, redisPort } from './redis';

const loopback = '127.0.0.1';
const everywhere = '0.0.0.0';

type Startable = Exclude<Found, { how: 'address' }>;

interface ServerProcess {
  readonly name: string;
  readonly found: Startable;
  readonly dir: string;
  /** The image's data folder, which its entry point makes writable. */
  readonly dirInside: string;
  /** Part of the containers' names, so that two stacks do not collide. */
  readonly stackId: string;
  readonly ports: readonly (readonly [host: number, inside: number])[];
  readonly args: (at: { host: string; dir: string; ports: readonly number[] }) => string[];
  readonly url: string;
  readonly isReady: () => Promise<boolean>;
}

/** A server as a program of this machine or in a container. Its data is in `dir` in both cases. */
function serverProcess(server: ServerProcess): ProcessSpec {
  const { name, found, dir, ports, url, isReady } = server;
  mkdirSync(dir, { recursive: true });
  const common = { name, cwd: dir, env: {}, url, isReady };
  if (found.how === 'program') {
    const args = server.args({ host: loopback, dir, ports: ports.map(([host]) => host) });
    return { ...common, command: found.command, args };
  }
  const container = `ticketing-${server.stackId}-${name}`;
  const args = server.args({
    host: everywhere,
    dir: server.dirInside,
    ports: ports.map(([, at]) => at),
  });
  const { engine, image } = found;
  const volume = [dir, server.dirInside] as const;
  return {
    ...common,
    command: engine,
    args: containerArgs({ engine, image, name: container, ports, volume, args }),
    clear: () => removeContainer(engine, container),
    signal: containerSignals(engine, container),
  };
}

export interface ServerAt {
  readonly name: string;
  readonly dir: string;
  readonly stackId: string;
}

export interface Server<T> {
  readonly specs: readonly ProcessSpec[];
  readonly at: T;
}

export async function natsServer(found: Found, at: ServerAt): Promise<Server<string>> {
  if (found.how === 'address') return { specs: [], at: found.address };
  const port = await freePort();
  const monitorPort = await freePort();
  const url = `nats://${loopback}:${port}`;
  const spec = serverProcess({
    ...at,
    found,
    dirInside: '/data',
    ports: [
      [port, 4222],
      [monitorPort, 8222],
    ],
    args: ({ host, dir, ports: [client = 0, monitor = 0] }) =>
      natsArgs({ host, port: client, monitorPort: monitor, dir }),
    url,
    isReady: () => httpAnswers(`http://${loopback}:${monitorPort}/streaming/serverz`),
  });
  return { specs: [{ ...spec, repair: () => repairNatsStore(at.dir) }], at: url };
}

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

export async function redisServer(
  found: Found,
  at: ServerAt,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Server<RedisAddress>> {
  if (found.how === 'address') {
    return { specs: [], at: { host: found.address, port: redisPort(env) } };
  }
  const port = await freePort();
  const spec = serverProcess({
    ...at,
    found,
    dirInside: '/data',
    ports: [[port, 6379]],
    args: ({ host, dir, ports: [first = 0] }) => redisArgs({ host, port: first, dir }),
    url: `redis://${loopback}:${port}`,
    isReady: () => redisAnswers(port),
  });
  return { specs: [spec], at: { host: loopback, port } };
}

const mongodFlags = (host: string, port: number, dir: string): string[] => [
  ...['--bind_ip', host, '--port', String(port), '--dbpath', dir],
];

/**
 * A MongoDB for each name. Each has its own process. With the stand-in one process serves all, because a JVM is large,
 * unless `apart` asks for processes that can fail one at a time.
 */
export async function mongoServers(
  found: Found,
  databases: readonly string[],
  at: Omit<ServerAt, 'name'> & { readonly apart: boolean; readonly env: NodeJS.ProcessEnv },
): Promise<Server<Readonly<Record<string, string>>>> {
  const uris: Record<string, string> = {};
  const wanted: { name: string; port: number; dir: string }[] = [];
  for (const database of databases) {
    const own = at.env[`${database.toUpperCase()}_MONGO_URI`];
    const given = own || (found.how === 'address' && mongoUri(found.address, database));
    if (given) {
      uris[database] = given;
      continue;
    }
    const port = await freePort();
    const name = `${database}-mongo`;
    wanted.push({ name, port, dir: path.join(at.dir, name) });
    uris[database] = mongoUri(`mongodb://${loopback}:${port}`, database);
  }
  if (found.how === 'address' || wanted.length === 0) return { specs: [], at: uris };

  for (const { dir } of wanted) mkdirSync(dir, { recursive: true });
  if (found.how === 'program' && isStandIn(found.command) && !at.apart) {
    const spec: ProcessSpec = {
      name: 'mongo',
      command: found.command,
      args: wanted.flatMap(({ port, dir }) => mongodFlags(loopback, port, dir)),
      cwd: at.dir,
      env: {},
      url: wanted.map(({ port }) => `mongodb://${loopback}:${port}`).join(' '),
      isReady: async () =>
        (await Promise.all(wanted.map(({ port }) => mongoAnswers(port)))).every(Boolean),
    };
    return { specs: [spec], at: uris };
  }
  const specs = wanted.map(({ name, port, dir }) =>
    serverProcess({
      name,
      found,
      dir,
      dirInside: '/data/db',
      stackId: at.stackId,
      ports: [[port, 27017]],
      args: ({ host, dir: inside, ports: [first = 0] }) => mongodFlags(host, first, inside),
      url: `mongodb://${loopback}:${port}`,
      isReady: () => mongoAnswers(port),
    }),
  );
  return { specs, at: uris };
}
