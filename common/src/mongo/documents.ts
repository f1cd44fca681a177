import type { Model, mongo } from 'mongoose';

import { DependencyError } from '../errors/unavailable-error';
import type { Raw } from './state';

/**
 * The driver's own collection of a model. Reads and inserts do not use mongoose, because its queries and documents cost
 * more than the work itself (docs/performance). Changes of aggregates use mongoose's `save()`.
 */
export class Documents {
  readonly #model: Model<Record<string, unknown>>;
  #database: mongo.Db | undefined;
  #collection: mongo.Collection<Raw> | undefined;

  constructor(model: Model<Record<string, unknown>>) {
    this.#model = model;
  }

  /** @throws DependencyError before the database is opened */
  get collection(): mongo.Collection<Raw> {
    const database = this.#model.db.db;
    if (!database) throw new DependencyError('MongoDB');
    // A new connection has a new database object.
    if (!this.#collection || database !== this.#database) {
      this.#database = database;
      this.#collection = database.collection<Raw>(this.#model.collection.name, {
        ignoreUndefined: true,
      });
    }
    return this.#collection;
  }
}
