import { type Clock, systemClock } from '../clock';
import { type Outbox, stamp, type StoredEvent } from '../outbox/outbox';
import {
  type AggregateStore,
  type Announce,
  type Changes,
  type Condition,
  DuplicateKeyError,
  type Query,
  type ReplicaStore,
  VersionConflictError,
  type Versioned,
} from '../store/store';

/**
 * Called before each step that a database would do at one instant, with the step's name. Throwing there is a crash or an
 * outage at that step; waiting there lets others go first.
 */
export type Step = (name: string) => Promise<void>;

const atOnce: Step = () => Promise.resolve();

/** What a store in memory may be told. */
export interface MemoryStoreOptions {
  readonly now?: Clock;
  readonly step?: Step;
}

/** An {@link AggregateStore} and its outbox in memory, for tests of rules and for the simulation. */
export class MemoryAggregateStore<T extends Versioned> implements AggregateStore<T>, Outbox {
  /** Every event that was recorded, in the order of recording. */
  readonly log = new Map<string, StoredEvent>();
  readonly #states = new Map<string, T>();
  readonly #outbox = new Map<string, StoredEvent[]>();
  readonly #pendingSince = new Map<string, Date>();
  readonly #callbacks: ((event: StoredEvent) => void)[] = [];
  readonly #unique: readonly (keyof T)[];
  readonly #now: Clock;
  readonly #step: Step;
  #lastId = 0;

  /** @param unique fields of which no two aggregates have the same value */
  constructor(
    unique: readonly (keyof T & string)[] = [],
    { now = systemClock, step = atOnce }: MemoryStoreOptions = {},
  ) {
    this.#unique = unique;
    this.#now = now;
    this.#step = step;
  }

  nextId(): string {
    this.#lastId += 1;
    return this.#lastId.toString(16).padStart(24, '0');
  }

  async insert(aggregate: T, announce?: Announce<T>): Promise<void> {
    await this.#step('insert');
    if (this.#states.has(aggregate.id)) throw new DuplicateKeyError('id');
    this.#assertUnique(aggregate);
    this.#write(aggregate, announce);
  }

  async find(id: string): Promise<T | undefined> {
    await this.#step('find');
    return this.#states.get(id);
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    await this.#step('query');
    return select([...this.#states.values()], query);
  }

  async transition(
    current: T,
    changes: Changes<T>,
    announce?: Announce<T>,
    condition?: Condition<T>,
  ): Promise<T> {
    await this.#step('transition');
    const stored = this.#states.get(current.id);
    if (stored?.version !== current.version) throw new VersionConflictError('it has changed');
    if (condition && !((stored[condition.passed] as Date) <= this.#now())) {
      throw new VersionConflictError(`${condition.passed} has not passed`);
    }
    const next = defined<T>({ ...stored, ...changes, version: stored.version + 1 });
    this.#assertUnique(next);
    this.#write(next, announce);
    return next;
  }

  onWritten(callback: (event: StoredEvent) => void): void {
    this.#callbacks.push(callback);
  }

  async pendingOf(aggregateIds: readonly string[]): Promise<readonly StoredEvent[]> {
    await this.#step('pendingOf');
    return aggregateIds.flatMap((id) => this.#outbox.get(id) ?? []);
  }

  async pendingSince(before: Date, limit: number): Promise<readonly string[]> {
    await this.#step('pendingSince');
    return [...this.#pendingSince]
      .filter(([, since]) => since <= before)
      .sort(([, a], [, b]) => a.getTime() - b.getTime())
      .slice(0, limit)
      .map(([id]) => id);
  }

  countPending(): Promise<number> {
    return Promise.resolve(this.#pendingSince.size);
  }

  async record(events: readonly StoredEvent[]): Promise<void> {
    await this.#step('record');
    for (const event of events) {
      if (!this.log.has(event.eventId)) this.log.set(event.eventId, event);
    }
  }

  async remove(events: readonly StoredEvent[]): Promise<void> {
    await this.#step('remove');
    const gone = new Set(events.map(({ eventId }) => eventId));
    for (const { aggregateId } of events) {
      const left = (this.#outbox.get(aggregateId) ?? []).filter(
        ({ eventId }) => !gone.has(eventId),
      );
      this.#outbox.set(aggregateId, left);
      if (left.length === 0) this.#pendingSince.delete(aggregateId);
    }
  }

  #assertUnique(candidate: T): void {
    for (const other of this.#states.values()) {
      if (other.id === candidate.id) continue;
      for (const field of this.#unique) {
        if (other[field] === candidate[field]) throw new DuplicateKeyError(String(field));
      }
    }
  }

  #write(state: T, announce: Announce<T> | undefined): void {
    this.#states.set(state.id, state);
    if (!announce) return;
    const stored = stamp(announce(state), state.id, state.version, this.#now());
    this.#outbox.set(state.id, [...(this.#outbox.get(state.id) ?? []), stored]);
    this.#pendingSince.set(state.id, this.#now());
    for (const callback of this.#callbacks) callback(stored);
  }
}

/** A {@link ReplicaStore} in memory. Like `mongod`, it may let two first versions race: the slower one is refused. */
export class MemoryReplicaStore<T extends Versioned> implements ReplicaStore<T> {
  readonly #states = new Map<string, T>();
  readonly #step: Step;

  constructor({ step = atOnce }: Pick<MemoryStoreOptions, 'step'> = {}) {
    this.#step = step;
  }

  async keepNewest(replica: T): Promise<boolean> {
    await this.#step('keepNewest');
    if (this.#states.has(replica.id)) return this.#replaceOlder(replica);
    await this.#step('keepNewest: insert');
    // Another first version may have come between the look and the insert.
    if (this.#states.has(replica.id)) return this.#replaceOlder(replica);
    this.#states.set(replica.id, replica);
    return true;
  }

  async find(id: string): Promise<T | undefined> {
    await this.#step('find');
    return this.#states.get(id);
  }

  async query(query: Query<T>): Promise<readonly T[]> {
    await this.#step('query');
    return select([...this.#states.values()], query);
  }

  #replaceOlder(replica: T): boolean {
    const stored = this.#states.get(replica.id);
    if (stored && stored.version >= replica.version) return false;
    this.#states.set(replica.id, replica);
    return true;
  }
}

function select<T extends Versioned>(states: readonly T[], query: Query<T>): T[] {
  const { where = {}, absent = [], atMost = {}, order, after, limit } = query;
  const wanted = Object.entries(where);
  const bounds = Object.entries(atMost) as [keyof T, string | number | Date][];
  const direction = order === 'newest first' ? -1 : 1;
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
    .filter(({ id }) => after === undefined || compare(id, after) > 0)
    .sort((a, b) => compare(a.id, b.id))
    .slice(0, limit);
}

function defined<T>(state: object): T {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as T;
}
