/**
 * What every event carries beside its own data. On the wire all of it is one flat object.
 */
export interface EventMeta {
  /** Names one change of one aggregate: the same change always has the same id, however often it is published. */
  readonly eventId: string;
  /** When the change was made, ISO 8601 in UTC. */
  readonly occurredAt: string;
  /** The HTTP request that caused the change, where one did. */
  readonly requestId?: string;
}

/** A type only: it ties a subject to its data. */
export interface Event<S extends string = string, D = unknown> {
  readonly subject: S;
  readonly data: Readonly<D>;
}
