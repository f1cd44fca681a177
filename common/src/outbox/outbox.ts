import type { DomainEvent, EventMeta, Id, Subjects } from '../contracts';
import { currentRequestId } from '../base/request-context';

/** An event that waits in its aggregate's document until the bus has it. */
export interface StoredEvent extends EventMeta {
  readonly subject: Subjects;
  readonly aggregateId: Id;
  /** The version of the aggregate that the event made. */
  readonly version: number;
  /** The event's own data. */
  readonly data: object;
}

/**
 * The event of one version of one aggregate. A version has one event, so its name is made of both and is the same
 * whoever publishes it, however often.
 */
export function stamp(
  { subject, data }: DomainEvent,
  aggregateId: Id,
  version: number,
  now: Date,
): StoredEvent {
  const requestId = currentRequestId();
  return {
    eventId: `${subject}/${aggregateId}/${version}`,
    occurredAt: now.toISOString(),
    ...(requestId === undefined ? {} : { requestId }),
    subject,
    aggregateId,
    version,
    data,
  };
}

/** An event as it travels: one flat object. */
export const toWire = ({ eventId, occurredAt, requestId, data }: StoredEvent): string =>
  JSON.stringify({ ...data, eventId, occurredAt, requestId });

/** The relay's side of a store: what is written but not yet published. */
export interface Outbox {
  /** Calls back after every write, with the event that it wrote. */
  onWritten(callback: (event: StoredEvent) => void): void;
  /** The unpublished events of these aggregates, each aggregate's in order. */
  pendingOf(aggregateIds: readonly Id[]): Promise<readonly StoredEvent[]>;
  /**
   * The aggregates that have waited longest.
   *
   * @param before only those with events unpublished since before this
   */
  pendingSince(before: Date, limit: number): Promise<readonly Id[]>;
  /** How many aggregates have unpublished events. */
  countPending(): Promise<number>;
  /** Appends to the owner's log of events, which is kept; an event that is there already stays as it is. */
  record(events: readonly StoredEvent[]): Promise<void>;
  /** What the log has of an aggregate, in the order of its versions. */
  recorded(aggregateId: Id): Promise<readonly StoredEvent[]>;
  /** Takes published events out of their documents. */
  remove(events: readonly StoredEvent[]): Promise<void>;
}
