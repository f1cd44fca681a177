import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { MongoMemoryServer } from 'mongodb-memory-server';

import { findServerHere, type ServerName } from '../servers';
import type { Found } from '../servers/find-server';
import { natsServer, redisServer } from '../servers/specs';
import { stripeServer } from '../stripe/spec';
import { startChild } from '../supervisor/child';
import type { ProcessSpec } from '../supervisor/process-spec';
import { waitFor } from '../wait-for';
import { startReaper } from './start-reaper';

const READY_MS = 60_000;

export interface TestServers {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

const say = (line: string): void => console.error(line);

/** A test run has servers of its own, whatever addresses the environment holds. */
const find = (name: ServerName): Promise<Found> =>
  findServerHere(name, say, {
    env: { ...process.env, MONGO_URI: '', NATS_URL: '', REDIS_HOST: '' },
    containers: name !== 'mongo', // mongodb-memory-server runs a program
  });

async function startMongo(dir: string): Promise<MongoMemoryServer> {
  const found = await find('mongo');
  if (found.how !== 'program') throw new Error('mongod must be a program');
  // Which version a mongod of this machine has is not for the tests to choose.
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  await mkdir(dir, { recursive: true });
  const instance = { dbPath: dir };
  return MongoMemoryServer.create({ instance, binary: { systemBinary: found.command } });
}

async function startSpec(
  spec: ProcessSpec,
  dir: string,
  remember: (line: string) => void,
): Promise<void> {
  await spec.clear?.();
  const log = path.join(dir, `${spec.name}.log`);
  const child = startChild(spec, log);
  if (child.pid !== undefined) remember(`pid ${child.pid}`);
  const gone = child.exited.then((reason) => {
    throw new Error(`${spec.name} ended before it was ready: ${reason} (see ${log})`);
  });
  const ready = waitFor(() => spec.isReady(), { timeoutMs: READY_MS });
  if (!(await Promise.race([ready, gone]))) throw new Error(`${spec.name} is not ready: ${log}`);
  gone.catch(() => undefined);
}

/** MongoDB, NATS Streaming, Redis and the Stripe stand-in, empty, on free ports, for one test run. */
export async function startTestServers(): Promise<TestServers> {
  const dir = await mkdtemp(path.join(tmpdir(), 'ticketing-test-'));
  const { remember, end } = startReaper();
  remember(`dir ${dir}`);
  const at = (name: string) => ({ name, dir: path.join(dir, name), stackId: path.basename(dir) });

  const [mongo, nats, redis, stripe] = await Promise.all([
    startMongo(at('mongo').dir),
    find('nats').then((found) => natsServer(found, at('nats'))),
    find('redis').then((found) => redisServer(found, at('redis'))),
    stripeServer(path.join(dir, 'stripe')),
  ]);
  const specs = [...nats.specs, ...redis.specs, ...stripe.specs];
  await Promise.all(specs.map((spec) => startSpec(spec, dir, remember)));

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
