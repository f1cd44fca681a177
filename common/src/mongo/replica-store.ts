import type { Model } from 'mongoose';

import { DuplicateKeyError, type Query, type ReplicaStore, type Versioned } from '../store/store';
import { ask } from './away';
import { objectId, operator, toFilter, toObjectId, toSort } from './filter';
import { type Raw, toState } from './state';

/** Copies of what another service owns: the newest version wins, in whatever order they come. */
export class MongoReplicaStore<T extends Versioned> implements ReplicaStore<T> {
  readonly #model: Model<Record<string, unknown>>;

  constructor(model: Model<Record<string, unknown>>) {
    this.#model = model;
  }

  async keepNewest(replica: T): Promise<boolean> {
    try {
      return await this.#replaceOlder(replica, { upsert: true });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      // The same or a newer version is there, or another first version was inserted a moment ago.
      return this.#replaceOlder(replica, { upsert: false });
    }
  }

  async find(id: string): Promise<T | undefined> {
    const _id = toObjectId(id);
    const raw = _id && (await ask(() => this.#model.findById(_id).lean<Raw | null>()));
    return raw ? toState<T>(raw) : undefined;
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    const found = await ask(() =>
      this.#model.find(toFilter(query)).sort(toSort(query)).limit(query.limit).lean<Raw[]>(),
    );
    return found.map((raw) => toState<T>(raw));
  }

  async #replaceOlder(replica: T, options: { upsert: boolean }): Promise<boolean> {
    const { id, ...whole } = replica;
    const older = { _id: objectId(id), version: operator({ $lt: replica.version }) };
    const result = await ask(() => this.#model.replaceOne(older, whole, options));
    return result.modifiedCount + result.upsertedCount > 0;
  }
}
