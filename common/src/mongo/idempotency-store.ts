import { randomUUID } from 'node:crypto';

import { type Connection, type mongo, Schema, Types } from 'mongoose';

import type { Clock } from '../base/clock';
import { DependencyError } from '../errors/unavailable-error';
import {
  claimOf,
  type IdempotencyStore,
  type KeptAnswer,
  type KeyClaim,
  type KeyedRequest,
  type KeyRecord,
} from '../idempotency/idempotency-store';
import { DuplicateKeyError } from '../store/store';
import { fromObjectId } from './object-id';
import { retryOnDeadlock, runOperation } from './operations';

const collection = 'idempotency_keys';

interface StoredKey extends KeyRecord {
  readonly _id: string;
}

const schema = new Schema<{ expiresAt: Date }>(
  { expiresAt: { type: Date, required: true } },
  { collection, versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** A try fails only if another request changed the key meanwhile. */
const mostTries = 20;
const unanswered = { answer: { $exists: false } } as const;
const nextId = () => fromObjectId(new Types.ObjectId());

/** Idempotency keys, in the service's own database. */
export class MongoIdempotencyStore implements IdempotencyStore {
  readonly #connection: Connection;
  readonly #now: Clock;

  constructor(connection: Connection, now: Clock) {
    this.#connection = connection;
    this.#now = now;
    // The model is registered only so that its index is built.
    connection.model('IdempotencyKey', schema);
  }

  async claim(request: KeyedRequest, leaseMs: number): Promise<KeyClaim> {
    const owner = randomUUID();
    // Most keys are new, so that the first command is the insert.
    let stored: StoredKey | undefined;
    for (let left = mostTries; left > 0; left -= 1) {
      const attempt = { owner, now: this.#now(), leaseMs, nextId };
      const { claim, record } = claimOf(stored, request, attempt);
      if (!record) return claim;
      const isWritten = await (stored
        ? this.#replace(stored, record)
        : this.#insert({ _id: request.id, ...record }));
      if (isWritten) return claim;
      stored = (await runOperation(() => this.#keys.findOne({ _id: request.id }))) ?? undefined;
    }
    throw new DependencyError('MongoDB');
  }

  async complete(id: string, owner: string, answer: KeptAnswer): Promise<void> {
    await retryOnDeadlock(() => this.#keys.updateOne({ _id: id, owner }, { $set: { answer } }));
  }

  async release(id: string, owner: string): Promise<void> {
    const running = { _id: id, owner, ...unanswered };
    await retryOnDeadlock(() =>
      this.#keys.updateOne(running, { $set: { leaseUntil: this.#now() } }),
    );
  }

  async sweep(): Promise<void> {
    await runOperation(() => this.#keys.deleteMany({ expiresAt: { $lte: this.#now() } }));
  }

  /** @throws DependencyError before the database is opened */
  get #keys(): mongo.Collection<StoredKey> {
    const { db } = this.#connection;
    if (!db) throw new DependencyError('MongoDB');
    return db.collection<StoredKey>(collection);
  }

  /** @returns false if the key is stored already */
  async #insert(key: StoredKey): Promise<boolean> {
    try {
      await retryOnDeadlock(() => this.#keys.insertOne(key));
      return true;
    } catch (error) {
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
  }

  /** @returns false if another request has changed the key since it was read */
  async #replace(
    { _id, owner, expiresAt, answer }: StoredKey,
    record: KeyRecord,
  ): Promise<boolean> {
    // The owner may have stored its answer since then.
    const unchanged = { _id, owner, expiresAt, ...(answer ? {} : unanswered) };
    const { matchedCount } = await retryOnDeadlock(() => this.#keys.replaceOne(unchanged, record));
    return matchedCount === 1;
  }
}
