import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DependencyError, silentLogger, systemClock } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { eventually } from '@ticketing-dev/common/testing';
import { Redis } from 'ioredis';

import { freePort } from '../../src/ports';
import { mongoAnswers } from '../../src/probes';
import { findServerHere } from '../../src/servers';
import { buildStandIn } from '../../src/servers/mongo';
import { mongoUri } from '../../src/servers/mongo-uri';
import { redisServer } from '../../src/servers/redis';
import { smallDisk, type SmallDisk } from '../../src/small-disk';
import type { ProcessSpec } from '../../src/supervisor/process-spec';
import { Supervisor } from '../../src/supervisor/supervisor';

/** A JVM starts several times in it. */
const patienceMs = 120_000;

const quiet = (): void => undefined;
const large = 'x'.repeat(20_000);

let stateDir: string;
let disk: SmallDisk;
let supervisor: Supervisor;

async function run(spec: ProcessSpec): Promise<void> {
  supervisor = new Supervisor([[spec]], { dir: stateDir, url: '', longestPauseMs: 500 });
  await supervisor.start(spec.name);
}

beforeEach(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'ticketing-full-disk-'));
  disk = await smallDisk(8);
});
afterEach(async () => {
  await supervisor.close();
  await disk.close();
  rmSync(stateDir, { recursive: true });
});

describe('a full disk', () => {
  it(
    'makes the stand-in for MongoDB unavailable until there is room, and what was on disk is kept',
    async () => {
      const command = await buildStandIn(quiet);
      if (command === undefined) throw new Error('The stand-in takes a JDK 17 and Maven');
      const port = await freePort();
      const dbpath = path.join(disk.dir, 'mongo');
      mkdirSync(dbpath);
      await run({
        name: 'mongo',
        command,
        args: ['--port', String(port), '--dbpath', dbpath],
        cwd: stateDir,
        env: {},
        url: '',
        isReady: () => mongoAnswers(port),
      });
      const uri = mongoUri(`mongodb://127.0.0.1:${port}`, 'full');
      const database = new Database(uri, { logger: silentLogger(), now: systemClock });
      const lot = database.parking();
      await database.open();
      const park = (id: string, data = ''): Promise<void> =>
        lot.park({ id, subject: 'order:created', data, reason: 'none', parkedAt: id });
      const before = Array.from({ length: 20 }, (_, i) => `before-${i}`);
      for (const id of before) await park(id);
      // In good order: what it says it has is on disk.
      await supervisor.stop('mongo');
      await supervisor.start('mongo');
      await eventually(() => lot.list());

      disk.fill();
      const failures: unknown[] = [];
      for (let i = 0; i < 1_000 && failures.length < 3; i += 1) {
        await park(`full-${i}`, large).catch((error: unknown) => failures.push(error));
      }
      expect(failures).toHaveLength(3);
      expect(failures.every((error) => error instanceof DependencyError)).toBe(true);
      disk.free();

      await eventually(() => park('after'), 60_000);
      const kept = (await lot.list()).map(({ id }) => id);
      expect(kept).toEqual(expect.arrayContaining([...before, 'after']));
      await database.close();
    },
    patienceMs,
  );

  it('stops writes to Redis until there is room again, and a restart has all that was written', async () => {
    const env = { ...process.env, REDIS_HOST: '' };
    const found = await findServerHere('redis', quiet, { env, containers: false });
    const at = { name: 'redis', dir: path.join(disk.dir, 'redis'), stackId: 'test' };
    const server = await redisServer(found, at, env);
    const [spec] = server.specs;
    if (!spec) throw new Error('Redis must be a program');
    await run(spec);
    const redis = new Redis({ ...server.at, maxRetriesPerRequest: null });
    redis.on('error', quiet);
    const written: string[] = [];
    const write = async (key: string): Promise<void> => {
      await redis.set(key, large);
      written.push(key);
    };
    await write('before');

    disk.fill();
    let refusal: unknown;
    for (let i = 0; i < 2_000 && refusal === undefined; i += 1) {
      await redis.set(`full-${i}`, large).catch((error: unknown) => (refusal = error));
    }
    expect(String(refusal)).toContain('MISCONF');
    expect(await redis.get('before')).toBe(large);
    disk.free();

    await eventually(() => write('after'));
    await eventually(async () =>
      expect(await redis.info('persistence')).toContain('aof_last_write_status:ok'),
    );
    await supervisor.stop('redis');
    await supervisor.start('redis');
    expect(await redis.mget(written)).toEqual(written.map(() => large));
    redis.disconnect();
  });
});
