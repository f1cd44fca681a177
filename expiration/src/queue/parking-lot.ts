import type { ParkedMessage, ParkingLot } from '@ticketing-dev/common';

import type { RedisConnections } from './redis';

/** A hash of messages as JSON, by id. */
const key = 'expiration:parked';

/** Replaces only an existing message: an operator may have discarded it meanwhile. */
const replaceIfThere = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
`;

/** Stores parked messages in Redis, the only store of the worker. */
export class RedisParkingLot implements ParkingLot {
  readonly #redis: RedisConnections;

  constructor(redis: RedisConnections) {
    this.#redis = redis;
  }

  async park(message: ParkedMessage): Promise<void> {
    const { client } = this.#redis;
    await this.#redis.run(() => client.hsetnx(key, message.id, JSON.stringify(message)));
  }

  async list(): Promise<readonly ParkedMessage[]> {
    const stored = await this.#redis.run(() => this.#redis.client.hvals(key));
    return stored.map(toMessage).sort((a, b) => a.parkedAt.localeCompare(b.parkedAt));
  }

  count(): Promise<number> {
    return this.#redis.run(() => this.#redis.client.hlen(key));
  }

  async find(id: string): Promise<ParkedMessage | undefined> {
    const stored = await this.#redis.run(() => this.#redis.client.hget(key, id));
    return stored === null ? undefined : toMessage(stored);
  }

  async explain(id: string, reason: string): Promise<void> {
    const message = await this.find(id);
    if (!message) return;
    const renewed = JSON.stringify({ ...message, reason });
    await this.#redis.run(() => this.#redis.client.eval(replaceIfThere, 1, key, id, renewed));
  }

  async discard(id: string): Promise<boolean> {
    return (await this.#redis.run(() => this.#redis.client.hdel(key, id))) > 0;
  }
}

const toMessage = (stored: string): ParkedMessage => JSON.parse(stored) as ParkedMessage;
