import { type Connection, Schema } from 'mongoose';

import { DependencyError } from '../errors/unavailable-error';
import type { LimitRow, LimitRows } from '../limits/limit-rows';
import { DuplicateKeyError } from '../store/store';
import { Documents } from './documents';
import { retryOnDeadlock, runOperation } from './operations';

interface StoredRow extends LimitRow {
  readonly _id: string;
}

const schema = new Schema<StoredRow>(
  {
    _id: String,
    points: { type: Number, required: true },
    endsAt: { type: Date, required: true },
  },
  { collection: 'limits', versionKey: false },
);
schema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

/** Counts may be lost in a power cut, so that no request has to wait for a disk. */
const writeConcern = { w: 1, journal: false } as const;
/** Concurrent writes may begin or end the same window. A try fails only if another write succeeded. */
const mostTries = 20;

/** Counts in the service's own database. */
export class MongoLimitRows implements LimitRows {
  readonly #documents: Documents<StoredRow>;
  #nextLookup: Lookup | undefined;

  constructor(connection: Connection) {
    this.#documents = new Documents(connection.model('Limit', schema), { writeConcern });
  }

  async add(key: string, points: number, windowMs: number): Promise<LimitRow> {
    for (let left = mostTries; left > 0; left -= 1) {
      const now = Date.now();
      const row = await this.#addOnce(key, points, new Date(now), new Date(now + windowMs));
      if (row) return row;
    }
    throw new DependencyError('MongoDB');
  }

  find(key: string): Promise<LimitRow | undefined> {
    this.#nextLookup ??= this.#lookup();
    this.#nextLookup.keys.add(key);
    return this.#nextLookup.found.then((rows) => rows.get(key));
  }

  async sweep(): Promise<void> {
    await runOperation(() =>
      this.#documents.collection.deleteMany({ endsAt: { $lte: new Date() } }),
    );
  }

  /**
   * One try. It uses no update pipeline, because the stand-in does not support them. Only a row whose window has ended
   * needs a second command.
   */
  async #addOnce(
    key: string,
    points: number,
    now: Date,
    endsAt: Date,
  ): Promise<LimitRow | undefined> {
    // The row before the update plus `points`: with `after`, the stand-in would include later additions of others.
    const returnDocument = 'before';
    try {
      const before = await retryOnDeadlock(() =>
        this.#documents.collection.findOneAndUpdate(
          { _id: key, endsAt: { $gt: now } },
          { $inc: { points }, $setOnInsert: { endsAt } },
          { upsert: true, returnDocument },
        ),
      );
      return before
        ? { points: before.points + points, endsAt: before.endsAt }
        : { points, endsAt };
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      // The window has ended, or a concurrent write has just begun it.
      const ended = await retryOnDeadlock(() =>
        this.#documents.collection.findOneAndUpdate(
          { _id: key, endsAt: { $lte: now } },
          { $set: { points, endsAt } },
          { returnDocument },
        ),
      );
      return ended ? { points, endsAt } : undefined;
    }
  }

  /** Collects the keys of concurrent calls and reads them with one command, because a request may have two limits. */
  #lookup(): Lookup {
    const keys = new Set<string>();
    const read = async (): Promise<ReadonlyMap<string, LimitRow>> => {
      await Promise.resolve();
      this.#nextLookup = undefined;
      const filter = { _id: { $in: [...keys] }, endsAt: { $gt: new Date() } };
      const rows = await this.#documents.read(filter, { limit: keys.size });
      return new Map(rows.map((row) => [row._id, row]));
    };
    return { keys, found: read() };
  }
}

interface Lookup {
  readonly keys: Set<string>;
  readonly found: Promise<ReadonlyMap<string, LimitRow>>;
}
