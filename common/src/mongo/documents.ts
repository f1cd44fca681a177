import type { Model, mongo } from 'mongoose';

import { DependencyError } from '../errors/unavailable-error';
import { runRead } from './operations';
import type { Raw } from './state';

/** Which documents of a filter are read, in which order, and what of them. */
export interface ReadOptions {
  readonly limit: number;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly projection?: Readonly<Record<string, 0 | 1>>;
  readonly hint?: Readonly<Record<string, 1 | -1>>;
}

/** A model's collection, and the connection that it is on. */
type CollectionModel = Pick<Model<unknown>, 'collection' | 'db'>;

/**
 * The driver's own collection of a model. Reads and inserts do not use mongoose, because its queries and documents cost
 * more than the work itself (docs/performance). Changes of aggregates use mongoose's `save()`.
 */
export class Documents<D extends mongo.Document = Raw> {
  readonly #model: CollectionModel;
  readonly #options: mongo.CollectionOptions;
  #database: mongo.Db | undefined;
  #collection: mongo.Collection<D> | undefined;

  constructor(model: CollectionModel, options: mongo.CollectionOptions = {}) {
    this.#model = model;
    this.#options = options;
  }

  /** @throws DependencyError before the database is opened */
  get collection(): mongo.Collection<D> {
    const database = this.#open;
    // A new connection has a new database object.
    if (!this.#collection || database !== this.#database) {
      this.#database = database;
      this.#collection = database.collection<D>(this.#model.collection.name, {
        ignoreUndefined: true,
        ...this.#options,
      });
    }
    return this.#collection;
  }

  get #open(): mongo.Db {
    const database = this.#model.db.db;
    if (!database) throw new DependencyError('MongoDB');
    return database;
  }

  /** Reads documents in one command, because the driver's cursors take a third of the CPU of a page (docs/performance). */
  async read(filter: mongo.Filter<D>, options: ReadOptions): Promise<readonly D[]> {
    const { limit } = options;
    const answer = await runRead(() => {
      const { collection } = this;
      const { collectionName: find, readConcern } = collection;
      const one = { singleBatch: true, batchSize: limit, ...(readConcern && { readConcern }) };
      return this.#open.command({ find, filter, ...options, ...one });
    });
    return (answer['cursor'] as { readonly firstBatch: readonly D[] }).firstBatch;
  }
}
