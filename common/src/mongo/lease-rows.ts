import { type Connection, type Model, type mongo, Schema } from 'mongoose';

import { DependencyError } from '../errors/unavailable-error';
import type { LeaseRow, LeaseRows } from '../lease/lease';
import { DuplicateKeyError } from '../store/store';
import { retryOnDeadlock, runRead } from './operations';

interface StoredLease extends LeaseRow {
  readonly _id: string;
}

const schema = new Schema<StoredLease>(
  { _id: String, holder: String, renewals: { type: Number, required: true } },
  { collection: 'leases', versionKey: false },
);
const _id = 'sweeps';

/** The lease, in the service's own database. */
export class MongoLeaseRows implements LeaseRows {
  readonly #model: Model<StoredLease>;

  constructor(connection: Connection) {
    this.#model = connection.model<StoredLease>('Lease', schema);
  }

  async find(): Promise<LeaseRow | undefined> {
    const stored = await runRead(() => this.#collection.findOne({ _id }));
    return stored
      ? { renewals: stored.renewals, ...(stored.holder !== undefined && { holder: stored.holder }) }
      : undefined;
  }

  async write(next: LeaseRow, current: LeaseRow | undefined): Promise<boolean> {
    if (!current) return this.#insert(next);
    // Each write makes a new number of renewals, so the number identifies the row.
    const { renewals } = current;
    const { matchedCount } = await retryOnDeadlock(() =>
      this.#collection.replaceOne({ _id, renewals }, next),
    );
    return matchedCount > 0;
  }

  async #insert(next: LeaseRow): Promise<boolean> {
    try {
      await retryOnDeadlock(() => this.#collection.insertOne({ _id, ...next }));
      return true;
    } catch (error) {
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
  }

  get #collection(): mongo.Collection<StoredLease> {
    const { db } = this.#model.db;
    if (!db) throw new DependencyError('MongoDB');
    return db.collection<StoredLease>(this.#model.collection.name);
  }
}
