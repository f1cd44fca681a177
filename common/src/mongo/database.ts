import { setTimeout as delay } from 'node:timers/promises';

import mongoose, {
  type Collection,
  type Connection,
  type Model,
  type mongo,
  type Schema,
} from 'mongoose';

import type { ParkingLot } from '../bus/parking';
import type { Clock } from '../base/clock';
import { DependencyError } from '../errors/unavailable-error';
import type { EndedSessionStore } from '../sessions/ended-sessions';
import type { LimitRows } from '../limits/limit-rows';
import type { Logger } from '../base/logger';
import { withoutRequest } from '../base/request-context';
import type { Dependency } from '../service/run-service';
import type { Versioned } from '../store/store';
import { MongoAggregateStore } from './aggregate-store';
import { runSetup } from './operations';
import { MongoEndedSessionStore } from './ended-session-store';
import { EventLog } from './event-log';
import { noQuirks, quirksOf } from './ferretdb';
import { type WatchedClient, watchHeartbeats } from './heartbeats';
import { MongoLimitRows } from './limit-rows';
import { MongoParkingLot } from './parking-lot';
import { MongoReplicaStore } from './replica-store';

const retryMs = 1_000;

/** Together below the 5 s after which a client should have its 503. */
const patience = {
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 4_000,
  waitQueueTimeoutMS: 2_000,
  heartbeatFrequencyMS: 2_000,
} as const;
/** To connect, to greet and to wait for a heartbeat, with a little more for a busy machine. */
const longestHeartbeatMs = 2 * patience.connectTimeoutMS + patience.heartbeatFrequencyMS + 1_000;

// What a client sends is compared with, never obeyed: `{"$gt": ""}` is then a value like any other.
mongoose.set('sanitizeFilter', true);

/** Brings a collection's documents up to date; once more is no harm. */
export type Backfill = (collection: Collection) => Promise<void>;

/** A service's own database. Models are made before it is opened, so that their indexes are there before it is used. */
export class Database implements Dependency {
  readonly connection: Connection;
  readonly #uri: string;
  readonly #logger: Logger;
  readonly #now: Clock;
  readonly #quirks = noQuirks();
  #log: EventLog | undefined;
  readonly #backfills: (() => Promise<void>)[] = [];
  #watched: WatchedClient | undefined;
  #isClosed = false;

  /** @param uri `mongodb://…/<database>`; w=majority and journal=true in it make an answered write a durable one */
  constructor(uri: string, { logger, now }: { readonly logger: Logger; readonly now: Clock }) {
    this.#uri = uri;
    this.#logger = logger;
    this.#now = now;
    this.connection = mongoose.createConnection();
    // Its heartbeats find it again by themselves; this is only so that an error event has a listener.
    this.connection.on('error', (error: unknown) =>
      withoutRequest(() => logger.warn({ err: error }, 'MongoDB')),
    );
  }

  /**
   * The store of an aggregate that the service owns.
   *
   * @param backfill brings documents of older versions up to the schema, before its indexes are built; at every start
   */
  aggregates<T extends Versioned>(
    name: string,
    schema: Schema,
    backfill?: Backfill,
  ): MongoAggregateStore<T> {
    this.#log ??= new EventLog(this.connection);
    const model = this.#model(name, schema);
    if (backfill) this.#backfills.push(() => backfill(model.collection));
    return new MongoAggregateStore<T>(model, this.#log, this.#now, this.#quirks);
  }

  /** The store of copies of what another service owns. */
  replicas<T extends Versioned>(name: string, schema: Schema): MongoReplicaStore<T> {
    return new MongoReplicaStore<T>(this.#model(name, schema));
  }

  /** Where the service's listeners park messages. */
  parking(): ParkingLot {
    return new MongoParkingLot(this.connection);
  }

  /** Where the service counts for its limits. */
  limitRows(): LimitRows {
    return new MongoLimitRows(this.connection);
  }

  /** Where the service keeps the sessions that ended before their time. */
  endedSessions(): EndedSessionStore {
    return new MongoEndedSessionStore(this.connection);
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
        ...patience,
        bufferCommands: false,
        autoIndex: false,
        autoCreate: false,
        readPreference: 'primary',
      }),
    );
    this.#watch(connection.getClient());
    Object.assign(this.#quirks, await runSetup(() => quirksOf(connection)));
    for (const backfill of this.#backfills) await runSetup(backfill);
    for (const { collection, schema } of Object.values(connection.models)) {
      // Not by the model: where the database goes away meanwhile, that ends the process.
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
    watchHeartbeats(client, longestHeartbeatMs, () => void this.#reopen());
  }

  async #reopen(): Promise<void> {
    if (this.#isClosed) return;
    this.#logger.warn('the driver has lost MongoDB for good, connecting anew');
    await runSetup(() => this.connection.close()).catch((error: unknown) => {
      this.#logger.warn({ err: error }, 'MongoDB');
    });
    await this.open();
  }

  #model(name: string, schema: Schema): Model<Record<string, unknown>> {
    return this.connection.model<Record<string, unknown>>(name, schema);
  }
}
