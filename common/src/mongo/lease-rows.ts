import { type Connection, Schema } from 'mongoose';

import type { LeaseRow, LeaseRows } from '../lease/lease';
import { DuplicateKeyError } from '../store/store';
import { Documents } from './documents';
import { retryOnDeadlock } from './operations';

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
  readonly #documents: Documents<StoredLease>;

  constructor(connection: Connection) {
    this.#documents = new Documents(connection.model('Lease', schema));
  }

  async find(): Promise<LeaseRow | undefined> {
    const [stored] = await this.#documents.read({ _id }, { limit: 1 });
    return stored
      ? { renewals: stored.renewals, ...(stored.holder !== undefined && { holder: stored.holder }) }
      : undefined;
  }

  async write(next: LeaseRow, current: LeaseRow | undefined): Promise<boolean> {
    if (!current) return this.#insert(next);
    // Each write makes a new number of renewals, so the number identifies the row.
    const { renewals } = current;
    const { matchedCount } = await retryOnDeadlock(() =>
      this.#documents.collection.replaceOne({ _id, renewals }, next),
    );
    return matchedCount > 0;
  }

  async #insert(next: LeaseRow): Promise<boolean> {
    try {
      await retryOnDeadlock(() => this.#documents.collection.insertOne({ _id, ...next }));
      return true;
    } catch (error) {
      if (error instanceof DuplicateKeyError) return false;
      throw error;
    }
  }
}
