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
import { retryOnDeadlock, runOperation } from './operations';
import { Documents } from './documents';
import { atOnce, toFilter, toSort } from './filter';
import { objectId } from './object-id';
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

  async merge(part: Part<T>, final: Final<T>): Promise<boolean> {
    const { id, version, ...fields } = part;
    const _id = objectId(id);
    const isOpen = { [final.field]: { $nin: final.values } };
    const isFinal = final.values.includes(part[final.field]);
    const isOlder = { _id, version: { $lt: version } };
    const said = { $set: { version, ...fields } };
    const write = (filter: object, upsert: boolean): Promise<boolean> =>
      retryOnDeadlock(async () => {
        const result = await this.#documents.collection.updateOne(filter, said, { upsert });
        return result.matchedCount + result.upsertedCount > 0;
      });
    try {
      return await write(isFinal ? isOlder : { ...isOlder, ...isOpen }, true);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    // The same or a newer version is there, or what is final, or another first version was inserted a moment ago.
    const isNews = isFinal
      ? (await write(isOlder, false)) || (await write({ _id, ...isOpen }, false))
      : await write({ ...isOlder, ...isOpen }, false);
    if (!isNews) await this.#fillIn(_id, fields);
    return isNews;
  }

  async find(id: Id): Promise<T | undefined> {
    const _id = objectId(id);
    const raw = await runOperation(() => this.#documents.collection.findOne({ _id }));
    return raw ? toState<T>(raw) : undefined;
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    const options = { sort: toSort(query), ...atOnce(query) };
    const found = await runOperation(() =>
      this.#documents.collection.find(toFilter(query), options).toArray(),
    );
    return found.map((raw) => toState<T>(raw));
  }

  async #replaceOlder(replica: T, options: { upsert: boolean }): Promise<boolean> {
    const { id, ...whole } = replica;
    const older = { _id: objectId(id), version: { $lt: replica.version } };
    const result = await retryOnDeadlock(() =>
      this.#documents.collection.replaceOne(older, whole, options),
    );
    return result.modifiedCount + result.upsertedCount > 0;
  }

  /** Fields that nobody has said before. Whoever says them says the same. */
  async #fillIn(_id: Types.ObjectId, fields: object): Promise<void> {
    const stored = await runOperation(() => this.#documents.collection.findOne({ _id }));
    const missing = Object.entries(fields).filter(([name]) => stored?.[name] === undefined);
    if (missing.length === 0) return;
    const isMissing = Object.fromEntries(missing.map(([name]) => [name, { $eq: null }]));
    const update = { $set: Object.fromEntries(missing) };
    await retryOnDeadlock(() =>
      this.#documents.collection.updateOne({ _id, ...isMissing }, update),
    );
  }
}
