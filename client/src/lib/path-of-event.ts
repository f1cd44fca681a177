import type { EventBody } from '@ticketing-dev/common/contracts';

/** The page of an event, or of its ticket if it has one. */
export function eventPath({ key, count, ticketId }: EventBody): string {
  return count === 1 ? `/tickets/${ticketId}` : `/events/${encodeURIComponent(key)}`;
}
