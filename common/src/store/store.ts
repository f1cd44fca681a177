import type { DomainEvent, Id } from '../contracts';

/** Anything that is stored by id and counts its changes from 0. */
export interface Versioned {
  readonly id: Id;
  readonly version: number;
}

/** Another one changed the aggregate in the meantime, or the change's condition did not hold. */
export class VersionConflictError extends Error {
  override readonly name = 'VersionConflictError';
}

/** A value that must be unique is there already. */
export class DuplicateKeyError extends Error {
  override readonly name = 'DuplicateKeyError';
}

/** Which ones, in which order, how many. */
export interface Query<T extends Versioned> {
  /** Fields and the value, or one of the values, that they must have. */
  readonly where?: { readonly [K in keyof T]?: T[K] | readonly T[K][] };
  /** Fields that must not be there. */
  readonly absent?: readonly (keyof T & string)[];
  /** Fields and the highest value that they may have. */
  readonly atMost?: { readonly [K in keyof T]?: T[K] };
  /** By id, which is by time of creation. */
  readonly order: 'newest first' | 'oldest first';
  /** Only those that come after this id in that order. */
  readonly after?: Id;
  readonly limit: number;
}

/** New values of some fields; `undefined` takes a field away. */
export type Changes<T> = { readonly [K in keyof Omit<T, 'id' | 'version'>]?: T[K] | undefined };

/** A condition of a change beside the version. */
export interface Condition<T> {
  /** A date that must have passed by the clock of the database, the one clock that all instances share. */
  readonly passed: keyof T & string;
}

/** Says a new version of an aggregate as the event that it makes. */
export type Announce<T> = (next: T) => DomainEvent;

/** What a service owns: every change is one write, with its event. */
export interface AggregateStore<T extends Versioned> {
  /** A new id, later than those made before it. */
  nextId(): Id;
  /**
   * Writes the first version, 0, and its event in one write.
   *
   * @param announce makes the event; left out where nobody else follows the aggregate
   * @throws DuplicateKeyError where a unique field's value is taken
   * @throws DependencyError where the database is away
   */
  insert(aggregate: T, announce?: Announce<T>): Promise<void>;
  /** The aggregate; undefined where there is none. */
  find(id: Id): Promise<T | undefined>;
  query(query: Query<T>): Promise<readonly T[]>;
  /**
   * Compare and set: writes the next version and its event in one write.
   *
   * @param current as it was read; nothing is written if it has changed since
   * @param announce makes the event of the next version
   * @returns the next version
   * @throws VersionConflictError where it has changed, or the condition does not hold
   * @throws DuplicateKeyError where a unique field's new value is taken
   * @throws DependencyError where the database is away; the change may then be made or not
   */
  transition(
    current: T,
    changes: Changes<T>,
    announce?: Announce<T>,
    condition?: Condition<T>,
  ): Promise<T>;
}

/** What an event says of a copy: some of its fields. */
export type Part<T extends Versioned> = Versioned & Partial<T>;

/** A field, and the values of it after which nothing more happens. */
export interface Final<T> {
  readonly field: keyof T & string;
  readonly values: readonly unknown[];
}

/** A copy of what another service owns. */
export interface ReplicaStore<T extends Versioned> {
  /**
   * Keeps this version, whole, unless the same or a newer one is there.
   *
   * @returns whether it was news
   */
  keepNewest(replica: T): Promise<boolean>;
  /**
   * Keeps what an event says, where events do not say all that is kept. A field that is not said stays as it is. What
   * is final is never undone, and is kept whatever its version. What is older only fills in what is not known yet.
   *
   * @returns whether it was the newest
   */
  merge(part: Part<T>, final: Final<T>): Promise<boolean>;
  find(id: Id): Promise<T | undefined>;
  query(query: Query<T>): Promise<readonly T[]>;
}
