import type { Model, Types } from 'mongoose';

import type { Id } from '../contracts';
import {
  DuplicateKeyError,
  type Final,
  type Part,
  type Query,
  type ReplicaStore,
  type Versioned,
} from '../store/store';
import type { RepairableReplicas } from '../operators/replica';
import { retryOnDeadlock, runRead } from './operations';
import { Documents } from './documents';
import { toFilter, toSort } from './filter';
import { objectId } from './object-id';
import { toState } from './state';

/** The store of replicas in MongoDB. The newest version wins, in any order of arrival. */
export class MongoReplicaStore<T extends Versioned>
  implements ReplicaStore<T>, RepairableReplicas<T>
{
  readonly #documents: Documents;

  constructor(model: Model<Record<string, unknown>>) {
    this.#documents = new Documents(model);
  }

  async keepNewest(replica: T): Promise<boolean> {
    try {
      return await this.#replaceOlder(replica, { upsert: true });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      // The same or a newer version is stored, or a concurrent call has just inserted another first version.
      return this.#replaceOlder(replica, { upsert: false });
    }
  }

  async merge(part: Part<T>, final: Final<T>): Promise<boolean> {
    const { id, version, ...fields } = part;
    const _id = objectId(id);
    const isOpen = { [final.field]: { $nin: final.values } };
    const isFinal = final.values.includes(part[final.field]);
    const isOlder = { _id, version: { $lt: version } };
    const assignment = { $set: { version, ...fields } };
    const write = (filter: object, upsert: boolean): Promise<boolean> =>
      retryOnDeadlock(async () => {
        const result = await this.#documents.collection.updateOne(filter, assignment, { upsert });
        return result.matchedCount + result.upsertedCount > 0;
      });
    try {
      return await write(isFinal ? isOlder : { ...isOlder, ...isOpen }, true);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    // The same, a newer or a final version is stored, or a concurrent call has just inserted another first version.
    const isStored = isFinal
      ? (await write(isOlder, false)) || (await write({ _id, ...isOpen }, false))
      : await write({ ...isOlder, ...isOpen }, false);
    if (!isStored) await this.#fillIn(_id, fields);
    return isStored;
  }

  async find(id: Id): Promise<T | undefined> {
    const _id = objectId(id);
    const [raw] = await this.#documents.read({ _id }, { limit: 1 });
    return raw && toState<T>(raw);
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    const { limit } = query;
    const found = await this.#documents.read(toFilter(query), { sort: toSort(query), limit });
    return found.map((raw) => toState<T>(raw));
  }

  countAll(): Promise<number> {
    return runRead(() => this.#documents.collection.countDocuments());
  }

  async mend({ id, ...whole }: T, falsified?: number): Promise<boolean> {
    const isFalsified = falsified !== undefined;
    // The same version too: an older build may have left out fields that its event has.
    const version = isFalsified ? { $eq: falsified } : { $lte: whole.version };
    const write = () =>
      this.#documents.collection.replaceOne({ _id: objectId(id), version }, whole, {
        upsert: !isFalsified,
      });
    try {
      const result = await retryOnDeadlock(write);
      return result.matchedCount + result.upsertedCount > 0;
    } catch (error) {
      // A newer version is stored.
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
  }

  async remove(id: Id, version: number): Promise<boolean> {
    const one = { _id: objectId(id), version: { $eq: version } };
    const { deletedCount } = await retryOnDeadlock(() => this.#documents.collection.deleteOne(one));
    return deletedCount > 0;
  }

  async #replaceOlder(replica: T, options: { upsert: boolean }): Promise<boolean> {
    const { id, ...whole } = replica;
    const older = { _id: objectId(id), version: { $lt: replica.version } };
    const result = await retryOnDeadlock(() =>
      this.#documents.collection.replaceOne(older, whole, options),
    );
    return result.modifiedCount + result.upsertedCount > 0;
  }

  /** Adds fields that are missing. They never conflict, because every event has the same value of such a field. */
  async #fillIn(_id: Types.ObjectId, fields: object): Promise<void> {
    const [stored] = await this.#documents.read({ _id }, { limit: 1 });
    const missing = Object.entries(fields).filter(([name]) => stored?.[name] === undefined);
    if (missing.length === 0) return;
    const isMissing = Object.fromEntries(missing.map(([name]) => [name, { $eq: null }]));
    const update = { $set: Object.fromEntries(missing) };
    await retryOnDeadlock(() =>
      this.#documents.collection.updateOne({ _id, ...isMissing }, update),
    );
  }
}
