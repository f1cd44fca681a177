import { setTimeout as delay } from 'node:timers/promises';

import mongoose, {
  type Collection,
  type Connection,
  type Model,
  type mongo,
  type Schema,
} from 'mongoose';
import type { Metric } from 'prom-client';

import type { ParkingLot } from '../bus/parking';
import type { Clock } from '../base/clock';
import type { Dependency } from '../base/dependency';
import { DependencyError } from '../errors/unavailable-error';
import type { EndedSessionStore } from '../sessions/ended-sessions';
import type { IdempotencyStore } from '../idempotency/idempotency-store';
import type { LeaseRows } from '../lease/lease';
import type { LimitRows } from '../limits/limit-rows';
import type { Logger } from '../base/logger';
import type { DatabaseBackup } from '../operators/backup';
import type { EventHistory } from '../operators/event-history';
import { withoutRequest } from '../base/request-context';
import { gauge } from '../base/gauge';
import { logChange } from '../store/log-change';
import type { Versioned } from '../store/store';
import { createCommandMetrics } from './command-metrics';
import { MongoAggregateStore } from './aggregate-store';
import { MongoDatabaseBackup } from './database-backup';
import { runSetup } from './operations';
import { MongoEndedSessionStore } from './ended-session-store';
import { EventLog } from './event-log';
import { noQuirks, quirksOf } from './ferretdb';
import { type WatchedClient, watchHeartbeats } from './heartbeats';
import { MongoIdempotencyStore } from './idempotency-store';
import { MongoLeaseRows } from './lease-rows';
import { MongoLimitRows } from './limit-rows';
import { MongoParkingLot } from './parking-lot';
import { MongoReplicaStore } from './replica-store';

const retryMs = 1_000;

/** The driver's time-outs. Together they are below the 5 s after which a client should have its 503. */
const driverTimeouts = {
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 4_000,
  waitQueueTimeoutMS: 2_000,
  heartbeatFrequencyMS: 2_000,
} as const;
/** The time to connect, for the handshake and until the next heartbeat, and 1 s more for a busy machine. */
const longestHeartbeatMs =
  2 * driverTimeouts.connectTimeoutMS + driverTimeouts.heartbeatFrequencyMS + 1_000;

// A client's input must never become an operator: with this, `{"$gt": ""}` is compared as a value.
mongoose.set('sanitizeFilter', true);

/** Converts a collection's documents to the current schema. It runs at every start, so repeating it must be safe. */
export type Backfill = (collection: Collection) => Promise<void>;

/** A service's own database. Make its stores before `open`, which builds their indexes before the first use. */
export class Database implements Dependency {
  readonly connection: Connection;
  readonly #uri: string;
  readonly #logger: Logger;
  readonly #now: Clock;
  readonly #quirks = noQuirks();
  #log: EventLog | undefined;
  readonly #aggregates: string[] = [];
  readonly #backfills: (() => Promise<void>)[] = [];
  #watched: WatchedClient | undefined;
  readonly #commands = createCommandMetrics();
  readonly #isConnected = gauge(
    { name: 'database_connected', help: '1 if the database is connected, otherwise 0' },
    () => (this.connection.readyState === mongoose.STATES.connected ? 1 : 0),
  );
  #isClosed = false;

  /** @param uri `mongodb://…/<database>`; with `w=majority` and `journal=true` in it, an answered write is durable */
  constructor(uri: string, { logger, now }: { readonly logger: Logger; readonly now: Clock }) {
    this.#uri = uri;
    this.#logger = logger;
    this.#now = now;
    this.connection = mongoose.createConnection();
    // The driver reconnects by itself. The listener is needed because an unhandled `error` event ends the process.
    this.connection.on('error', (error: unknown) =>
      withoutRequest(() => logger.warn({ err: error }, 'MongoDB')),
    );
  }

  /**
   * The store of an aggregate that the service owns.
   *
   * @param backfill converts documents of older versions to the schema, at every start before the indexes are built
   */
  aggregates<T extends Versioned>(
    name: string,
    schema: Schema,
    backfill?: Backfill,
  ): MongoAggregateStore<T> {
    const log = (this.#log ??= new EventLog(this.connection));
    const model = this.#model(name, schema);
    this.#aggregates.push(name);
    if (backfill) this.#backfills.push(() => backfill(model.collection));
    const store = new MongoAggregateStore<T>(model, log, this.#now, this.#quirks);
    store.onChanged((change) => logChange(this.#logger, name, change));
    return store;
  }

  /** The log of the service's events. */
  history(): EventHistory {
    return (this.#log ??= new EventLog(this.connection));
  }

  /**
   * The whole database, for backups.
   *
   * @param madeAtStart the aggregates that the service makes at its start, so that a new database has them
   */
  backup(madeAtStart: readonly string[] = []): DatabaseBackup {
    const collectionsOf = (names: readonly string[]) => () =>
      names.map((name) => this.connection.model(name).collection.name);
    return new MongoDatabaseBackup(
      this.connection,
      collectionsOf(this.#aggregates),
      collectionsOf(madeAtStart),
    );
  }

  /** The store of replicas: copies of another service's data. */
  replicas<T extends Versioned>(name: string, schema: Schema): MongoReplicaStore<T> {
    return new MongoReplicaStore<T>(this.#model(name, schema));
  }

  /** The store of the service's parked messages. */
  parking(): ParkingLot {
    return new MongoParkingLot(this.connection);
  }

  /** The store of the counts for the service's limits. */
  limitRows(): LimitRows {
    return new MongoLimitRows(this.connection);
  }

  /** The store of the service's lease. */
  leaseRows(): LeaseRows {
    return new MongoLeaseRows(this.connection);
  }

  /** The store of the service's ended sessions. */
  endedSessions(): EndedSessionStore {
    return new MongoEndedSessionStore(this.connection);
  }

  /** The store of the service's idempotency keys. */
  idempotencyKeys(): IdempotencyStore {
    return new MongoIdempotencyStore(this.connection, this.#now);
  }

  get metrics(): readonly Metric[] {
    return [...this.#commands.all, this.#isConnected];
  }

  async open(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#runSetup();
        return;
      } catch (error) {
        if (!(error instanceof DependencyError)) throw error;
        this.#logger.warn({ err: error }, 'waiting for MongoDB');
        await delay(retryMs);
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.connection.close();
  }

  async #runSetup(): Promise<void> {
    const { connection } = this;
    await runSetup(() =>
      connection.openUri(this.#uri, {
        ...driverTimeouts,
        bufferCommands: false,
        monitorCommands: true,
        autoIndex: false,
        autoCreate: false,
        readPreference: 'primary',
      }),
    );
    this.#watch(connection.getClient());
    Object.assign(this.#quirks, await runSetup(() => quirksOf(connection)));
    for (const backfill of this.#backfills) await runSetup(backfill);
    for (const { collection, schema } of Object.values(connection.models)) {
      // Not by the model: if the database becomes unavailable meanwhile, that would end the process.
      for (const [fields, options] of schema.indexes()) {
        await runSetup(() =>
          collection.createIndex(
            fields as mongo.IndexSpecification,
            options as mongo.CreateIndexesOptions,
          ),
        );
      }
    }
  }

  #watch(client: WatchedClient): void {
    if (client === this.#watched) return;
    this.#watched = client;
    this.#commands.watch(client);
    watchHeartbeats(client, longestHeartbeatMs, () => void this.#reopen());
  }

  async #reopen(): Promise<void> {
    if (this.#isClosed) return;
    this.#logger.warn('the driver no longer finds MongoDB, making a new connection');
    await runSetup(() => this.connection.close()).catch((error: unknown) => {
      this.#logger.warn({ err: error }, 'MongoDB');
    });
    await this.open();
  }

  #model(name: string, schema: Schema): Model<Record<string, unknown>> {
    return this.connection.model<Record<string, unknown>>(name, schema);
  }
}
