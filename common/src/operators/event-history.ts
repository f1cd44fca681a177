import type { Id, Subjects } from '../contracts';
import type { StoredEvent } from '../outbox/outbox';

/** Which events of a service's log are read. */
export interface EventFilter {
  readonly aggregateId?: Id | undefined;
  /** Empty or absent: events of every subject. */
  readonly subjects?: readonly Subjects[];
  /** ISO 8601 in UTC. With one of both, events come in the order of their times; otherwise by aggregate and version. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Reversed: the newest first. */
  readonly isNewestFirst?: boolean;
}

/** The port to the permanent log of a service's events. */
export interface EventHistory {
  /**
   * The next events in a stable order.
   *
   * @param after the id of the event that the last page ended with
   * @throws BadRequestError if the log has no event with that id
   */
  page(filter: EventFilter, limit: number, after?: string): Promise<readonly StoredEvent[]>;
  /** How many events of a subject the log has. */
  count(subject: Subjects): Promise<number>;
}

const pageSize = 500;

/** Reads all events of a filter page by page, so that a log of any length takes little memory. */
export async function* allEvents(
  history: Pick<EventHistory, 'page'>,
  filter: EventFilter,
  { limit = Infinity, after: start }: { readonly limit?: number; readonly after?: string } = {},
): AsyncGenerator<StoredEvent> {
  let after = start;
  let left = limit;
  while (left > 0) {
    const page = await history.page(filter, pageSize, after);
    for (const event of page.slice(0, left)) yield event;
    left -= page.length;
    after = page.at(-1)?.eventId;
    if (after === undefined) return;
  }
}
