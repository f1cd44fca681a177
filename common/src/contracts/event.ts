import type { Plain } from './id';

/** What our publishers add to the data of every event. On the wire, both are one flat object. */
export interface EventMeta {
  /** Identifies one change of one aggregate. A change has the same id each time its event is published. */
  readonly eventId: string;
  /** When the change was made, ISO 8601 in UTC. */
  readonly occurredAt: string;
  /** The id of the HTTP request that caused the change, if one did. */
  readonly requestId?: string;
}

/**
 * An event as it is published: its subject and its data. This is a type only.
 *
 * @template S the subject
 * @template D the event's own data; ids may be in upper or lower case
 */
export interface Event<S extends string = string, D = unknown> {
  readonly subject: S;
  readonly data: Plain<D> & Partial<EventMeta>;
}
