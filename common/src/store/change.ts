import type { StoredEvent } from '../outbox/outbox';
import type { Versioned } from './store';

/** A change of an aggregate that is written. */
export interface Change<T extends Versioned> {
  /** Undefined if the aggregate is new. */
  readonly before: T | undefined;
  readonly after: T;
  /** The names of the fields that the change set; none if the aggregate is new. */
  readonly fields: readonly string[];
  readonly event: StoredEvent | undefined;
}

/** Called after a write, in the context of the request that made it. */
export type OnChanged<T extends Versioned> = (change: Change<T>) => void;
