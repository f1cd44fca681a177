import { type Model, Types } from 'mongoose';

import type { Clock } from '../base/clock';
import { makeRoom } from '../base/make-room';
import type { Id, Subjects } from '../contracts';
import { type OnWritten, type Outbox, stamp, type StoredEvent } from '../outbox/outbox';
import type { Change, OnChanged } from '../store/change';
import {
  type AggregateStore,
  type Announce,
  type Changes,
  type Condition,
  nextVersion,
  type Query,
  VersionConflictError,
  type Versioned,
} from '../store/store';
import { retryOnDeadlock, runOperation, runRead } from './operations';
import { Documents } from './documents';
import type { EventLog } from './event-log';
import { hasPassed, type ServerQuirks } from './ferretdb';
import { toFilter, toSort } from './filter';
import { fromObjectId, objectId } from './object-id';
import { type Raw, toState, withoutOutbox } from './state';

const mostUnpublished = 10_000;
const everyOne = { order: 'oldest first', limit: Infinity } as const;

interface StoredOutboxEntry {
  readonly eventId: string;
  readonly subject: Subjects;
  readonly version: number;
  readonly occurredAt: string;
  readonly requestId?: string;
  readonly traceparent?: string;
  readonly data: object;
}

interface WithOutbox {
  readonly _id: Types.ObjectId;
  readonly outbox?: readonly StoredOutboxEntry[];
}

/** The store of aggregates in MongoDB. Each document contains its outbox; see docs/adr/0004. */
export class MongoAggregateStore<T extends Versioned> implements AggregateStore<T>, Outbox {
  readonly #model: Model<Record<string, unknown>>;
  readonly #documents: Documents;
  readonly #log: EventLog;
  readonly #now: Clock;
  readonly #quirks: Readonly<ServerQuirks>;
  readonly #callbacks: OnWritten[] = [];
  readonly #watchers: OnChanged<T>[] = [];
  /** States without an event to publish. It stays so, because each new event makes a new version. */
  readonly #published = new WeakSet<T>();
  /** The last states that this instance has written with an event, until their events are removed. */
  readonly #unpublished = new Map<Id, T>();

  constructor(
    model: Model<Record<string, unknown>>,
    log: EventLog,
    now: Clock,
    quirks: Readonly<ServerQuirks>,
  ) {
    this.#model = model;
    this.#documents = new Documents(model);
    this.#log = log;
    this.#now = now;
    this.#quirks = quirks;
  }

  nextId(): Id {
    return fromObjectId(new Types.ObjectId());
  }

  async insert(aggregate: T, announce?: Announce<T>): Promise<void> {
    const { id, version: _version, ...fields } = aggregate;
    const now = this.#now();
    const stored = announce && stamp(announce(aggregate), id, 0, now);
    const document = {
      _id: objectId(id),
      ...fields,
      version: 0,
      outbox: stored ? [toEntry(stored)] : [],
      ...(stored ? { pendingSince: now } : {}),
    };
    await retryOnDeadlock(() => this.#documents.collection.insertOne(document));
    if (stored) this.#written(stored, aggregate, true);
    else this.#published.add(aggregate);
    this.#changed({ before: undefined, after: aggregate, fields: [], event: stored });
  }

  async find(id: Id): Promise<T | undefined> {
    const _id = objectId(id);
    const [raw] = await this.#documents.read({ _id }, { projection: withoutOutbox, limit: 1 });
    return raw && this.#toState(raw);
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    // Most documents lack the field, so that a scan in the order of ids finds the newest ones quickly.
    const isByAbsence = query.absent !== undefined && query.where === undefined;
    const hint = this.#quirks.sortsByIdOnly && isByAbsence ? { hint: { _id: 1 } as const } : {};
    const found = await this.#documents.read(toFilter(query), {
      projection: withoutOutbox,
      sort: toSort(query),
      limit: query.limit,
      ...hint,
    });
    return found.map((raw) => this.#toState(raw));
  }

  count(where: NonNullable<Query<T>['where']>): Promise<number> {
    const filter = toFilter<T>({ where, ...everyOne });
    return runRead(() => this.#documents.collection.countDocuments(filter));
  }

  /**
   * How many values of an indexed field more than one aggregate has. It reads the whole index, which takes a second for
   * a million aggregates, so only a loop may call it.
   */
  async countRepeated(field: keyof T & string): Promise<number> {
    const [found] = await runOperation(() =>
      this.#documents.collection
        .aggregate<{ readonly repeated: number }>([
          // The order of the index, so that no document is read.
          { $sort: { [field]: 1 } },
          { $group: { _id: `$${field}`, count: { $sum: 1 } } },
          { $match: { count: { $gt: 1 } } },
          { $count: 'repeated' },
        ])
        .toArray(),
    );
    return found?.repeated ?? 0;
  }

  async transition(
    current: T,
    changes: Changes<T>,
    announce?: Announce<T>,
    condition?: Condition<T>,
  ): Promise<T> {
    const { id, version, ...fields } = current;
    const now = this.#now();
    const next = nextVersion(current, changes);
    const stored = announce && stamp(announce(next), id, next.version, now);
    const document = this.#model.hydrate({ _id: objectId(id), version, ...fields, outbox: [] });
    document.set(changes);
    if (stored) {
      // Pushed, not assigned: an assigned array would restore events that are published and removed already.
      (document.get('outbox') as StoredOutboxEntry[]).push(toEntry(stored));
      document.set('pendingSince', now);
    }
    if (!document.isModified()) throw new Error('a transition that changes nothing');
    if (condition) {
      // Conditions that `save()` adds to its filter: https://mongoosejs.com/docs/api/model.html#Model.prototype.$where
      document.$where = hasPassed(condition.passed);
    }
    const result = await runOperation(() => document.save());
    if (result.get('version') !== next.version)
      throw new VersionConflictError('not the next version');
    const isPublished = this.#published.has(current);
    if (stored) this.#written(stored, next, isPublished);
    else if (isPublished) this.#published.add(next);
    this.#changed({ before: current, after: next, fields: Object.keys(changes), event: stored });
    return next;
  }

  /** Calls `callback` after every write, also after one without an event. */
  onChanged(callback: OnChanged<T>): void {
    this.#watchers.push(callback);
  }

  onWritten(callback: OnWritten): void {
    this.#callbacks.push(callback);
  }

  async pendingOf(aggregateIds: readonly Id[]): Promise<readonly StoredEvent[]> {
    const ids = aggregateIds.map(objectId);
    const found = await runOperation(() =>
      this.#documents.collection
        .find({ _id: { $in: ids } })
        .project<WithOutbox>({ outbox: 1 })
        .toArray(),
    );
    return found.flatMap(({ _id, outbox = [] }) =>
      outbox.map((entry): StoredEvent => ({ ...entry, aggregateId: fromObjectId(_id) })),
    );
  }

  async pendingSince(before: Date, limit: number): Promise<readonly Id[]> {
    const found = await runOperation(() =>
      this.#documents.collection
        .find({ pendingSince: { $lte: before } })
        .project<{ _id: Types.ObjectId }>({ _id: 1 })
        .sort({ pendingSince: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(({ _id }) => fromObjectId(_id));
  }

  countPending(): Promise<number> {
    return runOperation(() =>
      this.#documents.collection.countDocuments({ pendingSince: { $type: 'date' } }),
    );
  }

  async oldestPending(): Promise<Date | undefined> {
    const [oldest] = await runOperation(() =>
      this.#documents.collection
        .find({ pendingSince: { $type: 'date' } })
        .project<{ pendingSince: Date }>({ _id: 0, pendingSince: 1 })
        .sort({ pendingSince: 1 })
        .limit(1)
        .toArray(),
    );
    return oldest?.pendingSince;
  }

  record(events: readonly StoredEvent[]): Promise<void> {
    return this.#log.append(events);
  }

  recorded(aggregateId: Id): Promise<readonly StoredEvent[]> {
    return this.#log.of(aggregateId);
  }

  async remove(events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return;
    const byId = new Map<Id, string[]>();
    for (const { aggregateId, eventId } of events) {
      byId.set(aggregateId, [...(byId.get(aggregateId) ?? []), eventId]);
    }
    const last = new Map(events.map(({ aggregateId, version }) => [aggregateId, version]));
    const pull = (eventIds: readonly string[]) => ({ outbox: { eventId: { $in: eventIds } } });
    // If the last event made the stored version, no younger event is pending, so that `pendingSince` can go too.
    const whole = [...byId].map(([id, eventIds]) =>
      updateOne(
        { _id: objectId(id), version: last.get(id) },
        { $pull: pull(eventIds), $unset: { pendingSince: '' } },
      ),
    );
    const { matchedCount } = await retryOnDeadlock(() =>
      this.#documents.collection.bulkWrite(whole),
    );
    if (matchedCount === whole.length) {
      for (const [id, version] of last) this.#removed(id, version);
      return;
    }
    const one = [...byId].flatMap(([id, eventIds]) => [
      // By its id and never by its position: another relay may have removed the first one already.
      updateOne({ _id: objectId(id) }, { $pull: pull(eventIds) }),
      updateOne({ _id: objectId(id), outbox: { $size: 0 } }, { $unset: { pendingSince: '' } }),
    ]);
    await retryOnDeadlock(() => this.#documents.collection.bulkWrite(one));
  }

  #toState(raw: Raw): T {
    const state = toState<T>(raw);
    if (raw['pendingSince'] === undefined) this.#published.add(state);
    return state;
  }

  #removed(id: Id, version: number): void {
    const state = this.#unpublished.get(id);
    if (state?.version !== version) return;
    this.#published.add(state);
    this.#unpublished.delete(id);
  }

  #written(event: StoredEvent, state: T, isOnly: boolean): void {
    makeRoom(this.#unpublished, state.id, mostUnpublished);
    this.#unpublished.set(state.id, state);
    for (const callback of this.#callbacks) callback(event, isOnly);
  }

  #changed(change: Change<T>): void {
    for (const callback of this.#watchers) callback(change);
  }
}

const updateOne = (
  filter: Record<string, unknown>,
  update: Record<string, Record<string, unknown>>,
) => ({ updateOne: { filter, update } });

function toEntry({ aggregateId: _aggregateId, ...entry }: StoredEvent): StoredOutboxEntry {
  return entry;
}
