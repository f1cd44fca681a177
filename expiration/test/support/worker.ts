import { silentLogger } from '@ticketing-dev/common';
import { testServer } from '@ticketing-dev/common/testing';
import Queue from 'bull';

import { BullExpirationQueue } from '../../src/queue/expiration-queue';
import { RedisConnections, type RedisConfig } from '../../src/queue/redis';

/** Where the run's Redis is. */
export function testRedis(): RedisConfig {
  const { hostname, port } = new URL(testServer('REDIS'));
  return { host: hostname, port: Number(port) };
}

/** The queue as the worker has it, and as an operator would look at it. */
export async function openQueue(config: RedisConfig = testRedis()) {
  const redis = new RedisConnections(config, silentLogger());
  const queue = new BullExpirationQueue(redis, silentLogger());
  await redis.open();
  return { redis, queue, close: () => redis.close() };
}

export type OpenQueue = Awaited<ReturnType<typeof openQueue>>;

/** The contract's queue, by its name, with a client of its own. */
export const asAnOperator = (): Queue.Queue<unknown> =>
  new Queue('order:expiration', { redis: testRedis() });
