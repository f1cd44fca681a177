import mongoose, { type Connection, type mongo } from 'mongoose';

import { BadRequestError } from '../errors/bad-request-error';
import type { BackupDocument, DatabaseBackup } from '../operators/backup';
import { inUse } from '../operators/backup-routes';
import { runOperation, runRead } from './operations';

const { EJSON } = mongoose.mongo.BSON;

/** Otherwise large integers lose their last digits. */
const exact = { relaxed: false } as const;
const log = 'events';
/** Says that a restore has begun. */
const mark = 'restores';
/** They belong to the running instances. */
const notKept = new Set(['leases', mark]);
const running = { _id: 'running' as unknown as mongo.ObjectId };

/** Reads and writes a whole database, document by document, so that it works on every database that the services do. */
export class MongoDatabaseBackup implements DatabaseBackup {
  constructor(
    private readonly connection: Connection,
    /** The collections of the service's aggregates. */
    private readonly aggregateCollections: () => readonly string[],
    /** Those of the aggregates that a new service makes at its start. */
    private readonly madeAtStart: () => readonly string[],
  ) {}

  get aggregates(): readonly string[] {
    return this.aggregateCollections();
  }

  async *documents(): AsyncGenerator<BackupDocument> {
    const names = await this.#collections();
    const inOrder = [...names.filter((name) => name !== log), ...names.filter((n) => n === log)];
    for (const collection of inOrder) {
      const cursor = this.#db.collection(collection).find().sort({ _id: 1 });
      try {
        for (;;) {
          // Never repeated: a cursor that has failed would say that the collection ends.
          const found = await runOperation(() => cursor.next());
          if (!found) break;
          yield { collection, document: EJSON.serialize(found, exact) };
        }
      } finally {
        await cursor.close();
      }
    }
  }

  async isRestoring(): Promise<boolean> {
    return (await runRead(() => this.#db.collection(mark).findOne(running))) !== null;
  }

  async isInUse(): Promise<boolean> {
    if (await this.isRestoring()) return false;
    for (const name of [log, ...this.aggregates]) {
      if (this.madeAtStart().includes(name)) continue;
      if (await runRead(() => this.#db.collection(name).findOne({}))) return true;
    }
    return false;
  }

  async beginRestore(): Promise<void> {
    if (await this.isInUse()) throw new BadRequestError(inUse);
    const marks = this.#db.collection(mark);
    await runOperation(() =>
      marks.replaceOne(running, { startedAt: new Date() }, { upsert: true }),
    );
    for (const name of await this.#collections()) {
      await runOperation(() => this.#db.collection(name).deleteMany({}));
    }
  }

  async restore(documents: readonly BackupDocument[]): Promise<void> {
    if (!(await this.isRestoring())) throw new BadRequestError('No restore has begun');
    for (const name of new Set(documents.map(({ collection }) => collection))) {
      const own = documents.filter(({ collection }) => collection === name);
      const writes = own.map(({ document }) => {
        const replacement = EJSON.deserialize(document, exact) as mongo.Document;
        const filter = { _id: replacement['_id'] as mongo.ObjectId };
        return { replaceOne: { filter, replacement, upsert: true } };
      });
      await runOperation(() => this.#db.collection(name).bulkWrite(writes, { ordered: false }));
    }
  }

  async endRestore(): Promise<void> {
    await runOperation(() => this.#db.collection(mark).deleteMany({}));
  }

  get #db(): mongo.Db {
    const { db } = this.connection;
    if (!db) throw new Error('the connection is not open');
    return db;
  }

  async #collections(): Promise<readonly string[]> {
    const found = await runRead(() => this.#db.listCollections({}, { nameOnly: true }).toArray());
    return found
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('system.') && !notKept.has(name))
      .sort();
  }
}
