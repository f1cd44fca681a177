import { type Connection, type mongo, Schema } from 'mongoose';

import { DependencyError } from '../errors/unavailable-error';
import type { EndedSession, EndedSessionStore, Look } from '../sessions/ended-sessions';
import { DuplicateKeyError } from '../store/store';
import { retryOnDeadlock, runOperation } from './operations';

const collection = 'ended_sessions';

interface StoredSession {
  readonly _id: string;
  readonly until: Date;
  readonly keptAt: Date;
}

const schema = new Schema<StoredSession>(
  {
    _id: String,
    until: { type: Date, required: true },
    keptAt: { type: Date, required: true },
  },
  { collection, versionKey: false },
);
schema.index({ keptAt: 1 });
schema.index({ until: 1 });

/** A write gets its time stamp before it is readable. So each read starts this long before the newest stamp it has. */
const overlapMs = 5_000;

/** The most sessions in one answer of the database, because a busy site may have many. */
const batchSize = 500;

/** Ended sessions, in the service's own database. */
export class MongoEndedSessionStore implements EndedSessionStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    // The model is registered only so that its indexes are built.
    connection.model<StoredSession>('EndedSession', schema);
  }

  /** @throws DependencyError before the database is opened */
  get #collection(): mongo.Collection<StoredSession> {
    const { db } = this.#connection;
    if (!db) throw new DependencyError('MongoDB');
    return db.collection<StoredSession>(collection);
  }

  async keep(ended: readonly EndedSession[]): Promise<void> {
    if (ended.length === 0) return;
    const upserts = ended.map(({ sid, until }) => ({
      updateOne: {
        filter: { _id: sid },
        // By the database's clock, the only clock that all instances share.
        update: { $set: { until }, $currentDate: { keptAt: true as const } },
        upsert: true,
      },
    }));
    const write = () =>
      retryOnDeadlock(() => this.#collection.bulkWrite(upserts, { ordered: false }));
    try {
      await write();
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      // Another instance stored one of them concurrently, and the rest of this batch may not have been stored.
      await write();
    }
  }

  async keptSince(mark: Date | undefined): Promise<Look> {
    const filter = mark ? { keptAt: { $gte: new Date(mark.getTime() - overlapMs) } } : {};
    const cursor = await runOperation(() =>
      Promise.resolve(this.#collection.find(filter, { batchSize })),
    );
    const found: StoredSession[] = [];
    for (;;) {
      const next = await runOperation(() => cursor.next());
      if (!next) break;
      found.push(next, ...cursor.readBufferedDocuments());
    }
    return {
      ended: found.map(({ _id, until }) => ({ sid: _id, until })),
      mark: found.reduce(
        (newest, { keptAt }) => (newest && newest > keptAt ? newest : keptAt),
        mark,
      ),
    };
  }

  async forget(before: Date): Promise<void> {
    await runOperation(() => this.#collection.deleteMany({ until: { $lt: before } }));
  }
}
