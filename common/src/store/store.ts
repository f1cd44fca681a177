import type { DomainEvent, Id } from '../contracts';

/** A document with an id and a version. The version counts its changes, starting at 0. */
export interface Versioned {
  readonly id: Id;
  readonly version: number;
}

/** The aggregate was changed concurrently, or the condition of the change does not hold. */
export class VersionConflictError extends Error {
  override readonly name = 'VersionConflictError';
}

/** Another document has the value of a unique field already. */
export class DuplicateKeyError extends Error {
  override readonly name = 'DuplicateKeyError';
}

/** A query: which documents, in which order, and how many. */
export interface Query<T extends Versioned> {
  /** Fields with the value that they must have, or with several values of which they must have one. */
  readonly where?: { readonly [K in keyof T]?: T[K] | readonly T[K][] };
  /** Fields that the document must not have. */
  readonly absent?: readonly (keyof T & string)[];
  /** Fields with the highest value that they may have. */
  readonly atMost?: { readonly [K in keyof T]?: T[K] };
  /** The order of the ids, which is the order of creation. */
  readonly order: 'newest first' | 'oldest first';
  /** Only documents that come after this id in that order. */
  readonly after?: Id;
  readonly limit: number;
}

/** New values of some fields; `undefined` removes the field. */
export type Changes<T> = { readonly [K in keyof Omit<T, 'id' | 'version'>]?: T[K] | undefined };

/** The next version of an aggregate: the changes are made, and a field that they set to `undefined` is gone. */
export function nextVersion<T extends Versioned>(current: T, changes: Changes<T>): T {
  const next = Object.entries({ ...current, ...changes, version: current.version + 1 });
  return Object.fromEntries(next.filter(([, value]) => value !== undefined)) as unknown as T;
}

/** A condition of a change, in addition to the version. */
export interface Condition<T> {
  /** The field of a date that must have passed by the database's clock, the only clock that all instances share. */
  readonly passed: keyof T & string;
}

/** Makes the event of a new version of an aggregate. */
export type Announce<T> = (next: T) => DomainEvent;

/** The store of aggregates, which one service owns. Every change is one write, which includes its event. */
export interface AggregateStore<T extends Versioned> {
  /** A new id, which sorts after those made before it. */
  nextId(): Id;
  /**
   * Writes the first version, 0, and its event in one write.
   *
   * @param announce makes the event; left out if no service subscribes to the aggregate
   * @throws DuplicateKeyError if a unique field's value is taken
   * @throws DependencyError if the database is unavailable; the aggregate may then be stored or not
   */
  insert(aggregate: T, announce?: Announce<T>): Promise<void>;
  /** The aggregate; undefined if there is none. */
  find(id: Id): Promise<T | undefined>;
  query(query: Query<T>): Promise<readonly T[]>;
  /** How many aggregates have these values. */
  count(where: NonNullable<Query<T>['where']>): Promise<number>;
  /**
   * Compare-and-set: writes the next version and its event in one write.
   *
   * @param current the aggregate as it was read; if its version has changed since, nothing is written
   * @param announce makes the event of the next version
   * @param condition must hold too; otherwise nothing is written
   * @returns the next version
   * @throws VersionConflictError if the aggregate has changed, or if the condition does not hold
   * @throws DuplicateKeyError if a unique field's new value is taken
   * @throws DependencyError if the database is unavailable; the change may then be made or not
   */
  transition(
    current: T,
    changes: Changes<T>,
    announce?: Announce<T>,
    condition?: Condition<T>,
  ): Promise<T>;
}

/** The fields of a replica that one event contains. */
export type Part<T extends Versioned> = Versioned & Partial<T>;

/** A field and its final values: after one of them, the state does not change any more. */
export interface Final<T> {
  readonly field: keyof T & string;
  readonly values: readonly unknown[];
}

/** The store of replicas: copies of another service's data. */
export interface ReplicaStore<T extends Versioned> {
  /**
   * Replaces the replica by this version, unless the same or a newer version is stored.
   *
   * @returns whether this version was stored
   */
  keepNewest(replica: T): Promise<boolean>;
  /**
   * Stores the fields of one event in a replica whose events each contain only some of its fields. Other fields do not
   * change. An event with a final value replaces one without, even if its version is older. A final value is never
   * replaced by one that is not final. An older event only adds fields that are missing.
   *
   * @returns whether the event's fields replaced the stored ones
   */
  merge(part: Part<T>, final: Final<T>): Promise<boolean>;
  find(id: Id): Promise<T | undefined>;
  query(query: Query<T>): Promise<readonly T[]>;
}
