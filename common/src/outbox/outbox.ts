import type { DomainEvent, EventMeta, Id, Subjects } from '../contracts';
import { currentRequestId } from '../base/request-context';
import { currentTraceparent } from '../tracing/trace-context';

/** An event that is stored in its aggregate's document until it is published. */
export interface StoredEvent extends EventMeta {
  readonly subject: Subjects;
  readonly aggregateId: Id;
  /** The version of the aggregate that the event made. */
  readonly version: number;
  /** The event's own data. */
  readonly data: object;
}

/**
 * Makes the stored event of one version of an aggregate. A version has exactly one event, so `eventId` consists of the
 * subject, the aggregate's id and the version. It is the same each time the event is published.
 */
export function stamp(
  { subject, data }: DomainEvent,
  aggregateId: Id,
  version: number,
  now: Date,
): StoredEvent {
  const requestId = currentRequestId();
  const traceparent = currentTraceparent();
  return {
    eventId: `${subject}/${aggregateId}/${version}`,
    occurredAt: now.toISOString(),
    ...(requestId === undefined ? {} : { requestId }),
    ...(traceparent === undefined ? {} : { traceparent }),
    subject,
    aggregateId,
    version,
    data,
  };
}

/** An event as it is published: one flat JSON object. */
export const toWire = ({
  eventId,
  occurredAt,
  requestId,
  traceparent,
  data,
}: StoredEvent): string => JSON.stringify({ ...data, eventId, occurredAt, requestId, traceparent });

/**
 * Called after a write that has an event.
 *
 * @param isOnly true if the aggregate certainly has no older event to publish; false if it may have one
 */
export type OnWritten = (event: StoredEvent, isOnly: boolean) => void;

/** The part of a store that the relay uses: events that are written but not published. */
export interface Outbox {
  /** Calls `callback` after every write that has an event. */
  onWritten(callback: OnWritten): void;
  /** The unpublished events of these aggregates, each aggregate's in order. */
  pendingOf(aggregateIds: readonly Id[]): Promise<readonly StoredEvent[]>;
  /**
   * The aggregates with unpublished events, oldest first.
   *
   * @param before leaves out aggregates whose latest unpublished event is younger
   * @param limit the most ids to return
   */
  pendingSince(before: Date, limit: number): Promise<readonly Id[]>;
  /** How many aggregates have unpublished events. */
  countPending(): Promise<number>;
  /** When the oldest of them was written; undefined if there is none. */
  oldestPending(): Promise<Date | undefined>;
  /** Appends events to the permanent event log. An event that is in the log already does not change. */
  record(events: readonly StoredEvent[]): Promise<void>;
  /** The events of an aggregate in the event log, in the order of its versions. */
  recorded(aggregateId: Id): Promise<readonly StoredEvent[]>;
  /** Removes published events from their documents. */
  remove(events: readonly StoredEvent[]): Promise<void>;
}
