import type { Model } from 'mongoose';

import { DuplicateKeyError, type Query, type ReplicaStore, type Versioned } from '../store/store';
import { ask, insist } from './away';
import { Documents } from './documents';
import { atOnce, objectId, toFilter, toObjectId, toSort } from './filter';
import { toState } from './state';

/** Copies of what another service owns: the newest version wins, in whatever order they come. */
export class MongoReplicaStore<T extends Versioned> implements ReplicaStore<T> {
  readonly #documents: Documents;

  constructor(model: Model<Record<string, unknown>>) {
    this.#documents = new Documents(model);
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
    const raw = _id && (await ask(() => this.#documents.collection.findOne({ _id })));
    return raw ? toState<T>(raw) : undefined;
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    const options = { sort: toSort(query), ...atOnce(query) };
    const found = await ask(() =>
      this.#documents.collection.find(toFilter(query), options).toArray(),
    );
    return found.map((raw) => toState<T>(raw));
  }

  async #replaceOlder(replica: T, options: { upsert: boolean }): Promise<boolean> {
    const { id, ...whole } = replica;
    const older = { _id: objectId(id), version: { $lt: replica.version } };
    const result = await insist(() => this.#documents.collection.replaceOne(older, whole, options));
    return result.modifiedCount + result.upsertedCount > 0;
  }
}
