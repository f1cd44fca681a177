import type { ParkedMessage, ParkingLot } from '@ticketing-dev/common';

import type { RedisConnections } from './redis';

/** A hash of messages as JSON, by id. */
const key = 'expiration:parked';

/** Parked messages, in the one store that the worker has. */
export class RedisParkingLot implements ParkingLot {
  readonly #redis: RedisConnections;

  constructor(redis: RedisConnections) {
    this.#redis = redis;
  }

  async park(message: ParkedMessage): Promise<void> {
    const { client } = this.#redis;
    await this.#redis.ask(() => client.hsetnx(key, message.id, JSON.stringify(message)));
  }

  async list(): Promise<readonly ParkedMessage[]> {
    const stored = await this.#redis.ask(() => this.#redis.client.hvals(key));
    return stored.map(toMessage).sort((a, b) => a.parkedAt.localeCompare(b.parkedAt));
  }

  async find(id: string): Promise<ParkedMessage | undefined> {
    const stored = await this.#redis.ask(() => this.#redis.client.hget(key, id));
    return stored === null ? undefined : toMessage(stored);
  }

  async discard(id: string): Promise<boolean> {
    return (await this.#redis.ask(() => this.#redis.client.hdel(key, id))) > 0;
  }
}

const toMessage = (stored: string): ParkedMessage => JSON.parse(stored) as ParkedMessage;
