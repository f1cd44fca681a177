import { type Clock, systemClock } from '../base/clock';
import type { Id } from '../contracts';
import { type OnWritten, type Outbox, stamp, type StoredEvent } from '../outbox/outbox';
import {
  type AggregateStore,
  type Announce,
  type Changes,
  type Condition,
  DuplicateKeyError,
  type Final,
  nextVersion,
  type Part,
  type Query,
  type ReplicaStore,
  VersionConflictError,
  type Versioned,
} from '../store/store';
import { anId } from './ids';

/**
 * Called with the step's name before each step that a database would do atomically, and with `<name>: answer` after each
 * write. Tests use it to simulate failures. If it throws, the database is unavailable at that step or its answer is
 * lost. If it waits, other steps go first. If it waits forever, the process has crashed.
 */
export type Step = (name: string) => Promise<void>;

const immediately: Step = () => Promise.resolve();

/** Options of a store in memory. */
export interface MemoryStoreOptions<T extends Versioned = Versioned> {
  readonly now?: Clock;
  readonly step?: Step;
  /** The first hexadecimal digits of its ids, to distinguish them from another store's. */
  readonly idPrefix?: string;
  /** Called synchronously with every change of an aggregate. */
  readonly onChange?: (before: T | undefined, after: T) => void;
}

/** The contents of the database, which all connections share. */
class Held<T> {
  readonly log = new Map<string, StoredEvent>();
  readonly states = new Map<Id, T>();
  readonly outbox = new Map<Id, StoredEvent[]>();
  readonly pendingSince = new Map<Id, Date>();
  lastId = 0;
}

/** An {@link AggregateStore} and its outbox in memory, for tests of `domain/` and for the simulation. */
export class MemoryAggregateStore<T extends Versioned> implements AggregateStore<T>, Outbox {
  readonly #held: Held<T>;
  readonly #callbacks: OnWritten[] = [];
  readonly #unique: readonly (keyof T & string)[];
  readonly #options: MemoryStoreOptions<T>;
  readonly #now: Clock;
  readonly #step: Step;

  /** @param unique fields whose value no two aggregates may share */
  constructor(
    unique: readonly (keyof T & string)[] = [],
    options: MemoryStoreOptions<T> = {},
    held = new Held<T>(),
  ) {
    this.#unique = unique;
    this.#options = options;
    this.#now = options.now ?? systemClock;
    this.#step = options.step ?? immediately;
    this.#held = held;
  }

  /** Every event that was recorded, in the order of recording. */
  get log(): ReadonlyMap<string, StoredEvent> {
    return this.#held.log;
  }

  /** The same database, for another process. */
  connect(step: Step): MemoryAggregateStore<T> {
    return new MemoryAggregateStore(this.#unique, { ...this.#options, step }, this.#held);
  }

  /** All stored aggregates, without a step. */
  all(): readonly T[] {
    return [...this.#held.states.values()];
  }

  nextId(): Id {
    const { idPrefix = '' } = this.#options;
    this.#held.lastId += 1;
    return anId(idPrefix + this.#held.lastId.toString(16).padStart(24 - idPrefix.length, '0'));
  }

  async insert(given: T, announce?: Announce<T>): Promise<void> {
    await this.#step('insert');
    const aggregate = { ...given, id: anId(given.id) };
    if (this.#held.states.has(aggregate.id)) throw new DuplicateKeyError('id');
    this.#assertUnique(aggregate);
    const event = this.#write(aggregate, announce);
    await this.#step('insert: answer');
    this.#written(event);
  }

  async find(id: Id): Promise<T | undefined> {
    await this.#step('find');
    return this.#held.states.get(anId(id));
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    await this.#step('query');
    return select([...this.#held.states.values()], query);
  }

  async count(where: NonNullable<Query<T>['where']>): Promise<number> {
    await this.#step('count');
    const all = [...this.#held.states.values()];
    return select(all, { where, order: 'oldest first', limit: Infinity }).length;
  }

  async transition(
    current: T,
    changes: Changes<T>,
    announce?: Announce<T>,
    condition?: Condition<T>,
  ): Promise<T> {
    await this.#step('transition');
    const stored = this.#held.states.get(anId(current.id));
    if (stored?.version !== current.version) throw new VersionConflictError('it has changed');
    if (condition && !((stored[condition.passed] as Date) <= this.#now())) {
      throw new VersionConflictError(`${condition.passed} has not passed`);
    }
    const next = nextVersion(stored, changes);
    this.#assertUnique(next);
    const event = this.#write(next, announce);
    await this.#step('transition: answer');
    this.#written(event);
    return next;
  }

  onWritten(callback: OnWritten): void {
    this.#callbacks.push(callback);
  }

  async pendingOf(aggregateIds: readonly Id[]): Promise<readonly StoredEvent[]> {
    await this.#step('pendingOf');
    return aggregateIds.flatMap((id) => this.#held.outbox.get(anId(id)) ?? []);
  }

  async pendingSince(before: Date, limit: number): Promise<readonly Id[]> {
    await this.#step('pendingSince');
    return [...this.#held.pendingSince]
      .filter(([, since]) => since <= before)
      .sort(([, a], [, b]) => a.getTime() - b.getTime())
      .slice(0, limit)
      .map(([id]) => id);
  }

  countPending(): Promise<number> {
    return Promise.resolve(this.#held.pendingSince.size);
  }

  oldestPending(): Promise<Date | undefined> {
    const [oldest] = [...this.#held.pendingSince.values()].sort(
      (a, b) => a.getTime() - b.getTime(),
    );
    return Promise.resolve(oldest);
  }

  async record(events: readonly StoredEvent[]): Promise<void> {
    await this.#step('record');
    for (const event of events) {
      if (!this.#held.log.has(event.eventId)) this.#held.log.set(event.eventId, event);
    }
    await this.#step('record: answer');
  }

  async recorded(aggregateId: Id): Promise<readonly StoredEvent[]> {
    await this.#step('recorded');
    return [...this.#held.log.values()]
      .filter((event) => event.aggregateId === anId(aggregateId))
      .sort((a, b) => a.version - b.version);
  }

  async remove(events: readonly StoredEvent[]): Promise<void> {
    await this.#step('remove');
    const gone = new Set(events.map(({ eventId }) => eventId));
    for (const { aggregateId } of events) {
      const left = (this.#held.outbox.get(aggregateId) ?? []).filter(
        ({ eventId }) => !gone.has(eventId),
      );
      this.#held.outbox.set(aggregateId, left);
      if (left.length === 0) this.#held.pendingSince.delete(aggregateId);
    }
    await this.#step('remove: answer');
  }

  #assertUnique(candidate: T): void {
    for (const other of this.#held.states.values()) {
      if (other.id === candidate.id) continue;
      for (const field of this.#unique) {
        if (other[field] === candidate[field]) throw new DuplicateKeyError(field);
      }
    }
  }

  #write(state: T, announce: Announce<T> | undefined): StoredEvent | undefined {
    const before = this.#held.states.get(state.id);
    this.#held.states.set(state.id, state);
    this.#options.onChange?.(before, state);
    if (!announce) return undefined;
    const stored = stamp(announce(state), state.id, state.version, this.#now());
    this.#held.outbox.set(state.id, [...(this.#held.outbox.get(state.id) ?? []), stored]);
    this.#held.pendingSince.set(state.id, this.#now());
    return stored;
  }

  #written(event: StoredEvent | undefined): void {
    if (!event) return;
    const [oldest] = this.#held.outbox.get(event.aggregateId) ?? [];
    for (const callback of this.#callbacks) callback(event, oldest === event);
  }
}

/** A {@link ReplicaStore} in memory. As in `mongod`, two first versions may race, and the slower one is refused. */
export class MemoryReplicaStore<T extends Versioned> implements ReplicaStore<T> {
  readonly #states: Map<Id, T>;
  readonly #step: Step;

  /** @param states the contents of the database, which all connections share */
  constructor(
    { step = immediately }: Pick<MemoryStoreOptions, 'step'> = {},
    states = new Map<Id, T>(),
  ) {
    this.#step = step;
    this.#states = states;
  }

  keepNewest(given: T): Promise<boolean> {
    const replica = { ...given, id: anId(given.id) };
    return this.#upsert('keepNewest', replica, (stored) =>
      stored.version < replica.version ? replica : undefined,
    );
  }

  async merge(given: Part<T>, final: Final<T>): Promise<boolean> {
    const part = { ...given, id: anId(given.id) };
    const isFinal = (state: Part<T>): boolean => final.values.includes(state[final.field]);
    const isStored = await this.#upsert('merge', part as T, (stored) => {
      const isNewest = stored.version < part.version || isFinal(part);
      const mayChange = isFinal(stored) ? isFinal(part) && stored.version < part.version : isNewest;
      return mayChange ? { ...stored, ...part } : undefined;
    });
    if (isStored) return true;
    await this.#step('merge: fill in');
    const stored = this.#states.get(part.id);
    this.#states.set(part.id, { ...part, ...stored } as T);
    await this.#step('merge: answer');
    return false;
  }

  async find(id: Id): Promise<T | undefined> {
    await this.#step('find');
    return this.#states.get(anId(id));
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    await this.#step('query');
    return select([...this.#states.values()], query);
  }

  /** @param next returns the state that replaces the stored one; undefined if that stays */
  async #upsert(name: string, first: T, next: (stored: T) => T | undefined): Promise<boolean> {
    await this.#step(name);
    // Another first version may be inserted between the check and the insert.
    if (!this.#states.has(first.id)) await this.#step(`${name}: insert`);
    const stored = this.#states.get(first.id);
    const state = stored ? next(stored) : first;
    if (state) this.#states.set(first.id, state);
    await this.#step(`${name}: answer`);
    return state !== undefined;
  }
}

function select<T extends Versioned>(states: readonly T[], query: Query<T>): T[] {
  const { where = {}, absent = [], atMost = {}, order, after, limit } = query;
  const wanted = Object.entries(where);
  const bounds = Object.entries(atMost) as [keyof T, string | number | Date][];
  const direction = order === 'newest first' ? -1 : 1;
  const last = after && anId(after);
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0) * direction;
  return states
    .filter((state) =>
      wanted.every(([field, value]) => {
        const actual: unknown = state[field as keyof T];
        return Array.isArray(value) ? value.includes(actual) : actual === value;
      }),
    )
    .filter((state) => absent.every((field) => state[field] === undefined))
    .filter((state) => bounds.every(([field, most]) => (state[field] as typeof most) <= most))
    .filter(({ id }) => last === undefined || compare(id, last) > 0)
    .sort((a, b) => compare(a.id, b.id))
    .slice(0, limit);
}
