import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { MongoMemoryServer } from 'mongodb-memory-server';

import { freePort } from '../ports';
import { mongoAnswers } from '../probes';
import { findServerHere, type ServerName } from '../servers';
import type { Found } from '../servers/find-server';
import { natsServer } from '../servers/nats';
import { redisServer } from '../servers/redis';
import { stripeServer } from '../stripe/spec';
import { startChild } from '../supervisor/child';
import { type Awaited, late, reportLate } from '../supervisor/late';
import type { ProcessSpec } from '../supervisor/process-spec';
import { waitFor } from '../wait-for';
import { startReaper } from './start-reaper';

const readyTimeoutMs = 60_000;

export interface TestServers {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

const say = (line: string): void => console.error(line);

/** A test run starts its own servers and ignores the addresses in the environment. */
const find = (name: ServerName): Promise<Found> =>
  findServerHere(name, say, {
    env: { ...process.env, MONGO_URI: '', NATS_URL: '', REDIS_HOST: '' },
    containers: name !== 'mongo', // mongodb-memory-server runs a program
  });

async function startMongo(dir: string, port: number): Promise<MongoMemoryServer> {
  const found = await find('mongo');
  if (found.how !== 'program') throw new Error('mongod must be a program');
  // Accept any version of this machine's mongod.
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  await mkdir(dir, { recursive: true });
  const instance = { dbPath: dir, port, portGeneration: false, launchTimeout: readyTimeoutMs };
  try {
    return await MongoMemoryServer.create({ instance, binary: { systemBinary: found.command } });
  } catch (error) {
    throw new Error(`MongoDB does not start: ${String(error)}`, { cause: error });
  }
}

/** NATS Streaming ends itself if its start takes 10 s, as on a machine that was paused. */
const tries = 2;

async function startSpec(
  spec: ProcessSpec,
  log: string,
  started: (pid: number | undefined) => void,
): Promise<void> {
  let reason: string | undefined;
  for (let left = tries; left > 0; left -= 1) {
    await spec.clear?.();
    const child = startChild(spec, log);
    started(child.pid);
    const ready = waitFor(() => spec.isReady(), { timeoutMs: readyTimeoutMs });
    const result = await Promise.race([ready, child.exited]);
    if (result === true) return;
    if (result === false) throw new Error(`${spec.name} is not ready: ${log}`);
    reason = result;
  }
  throw new Error(`${spec.name} ended before it was ready: ${reason} (see ${log})`);
}

/** MongoDB, NATS Streaming, Redis and the Stripe stand-in, empty, on free ports, for one test run. */
export async function startTestServers(): Promise<TestServers> {
  const dir = await mkdtemp(path.join(tmpdir(), 'ticketing-test-'));
  const { remember, end } = startReaper();
  remember(`dir ${dir}`);
  const at = (name: string) => ({ name, dir: path.join(dir, name), stackId: path.basename(dir) });
  const mongoPort = await freePort();

  const [nats, redis, stripe] = await Promise.all([
    find('nats').then((found) => natsServer(found, at('nats'))),
    find('redis').then((found) => redisServer(found, at('redis'))),
    stripeServer(path.join(dir, 'stripe')),
  ]);
  const specs = [...nats.specs, ...redis.specs, ...stripe.specs];

  const awaited: Awaited[] = [
    { name: 'mongo', log: at('mongo').dir, isReady: () => mongoAnswers(mongoPort) },
  ];
  const start = (spec: ProcessSpec): Promise<void> => {
    const log = path.join(dir, `${spec.name}.log`);
    return startSpec(spec, log, (pid) => {
      if (pid !== undefined) remember(`pid ${pid}`);
      awaited.push({ name: spec.name, pid, log, isReady: spec.isReady });
    });
  };
  const startAll = async (): Promise<MongoMemoryServer> => {
    const [mongo] = await Promise.all([
      startMongo(at('mongo').dir, mongoPort),
      ...specs.map((spec) => start(spec)),
    ]);
    // A server that was ready may have stopped answering since.
    const isQuiet = async (): Promise<boolean> => (await late(awaited)).length === 0;
    if (await waitFor(isQuiet, { timeoutMs: readyTimeoutMs })) return mongo;
    throw new Error((await late(awaited)).join('\n'));
  };
  const mongo = await reportLate(startAll(), () => awaited, say);

  return {
    env: {
      TEST_MONGO_URL: mongo.getUri().replace(/\/$/, ''),
      TEST_NATS_URL: nats.at,
      TEST_REDIS_URL: `redis://${redis.at.host}:${redis.at.port}`,
      TEST_STRIPE_URL: stripe.at,
    },
    close: async () => {
      await Promise.all([mongo.stop(), end()]);
      for (const { clear } of specs) await clear?.();
    },
  };
}
