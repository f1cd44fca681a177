import type { EventBody } from './api/events';
import { count, formatPrice } from './format';

/** `from $27.00 · 12 tickets left` */
export function offerOf({ lowestPrice, count: left }: EventBody): string {
  return `from ${formatPrice(lowestPrice)} · ${count(left, 'ticket')} left`;
}

/** The page of an event, or of its ticket if it has one. */
export function eventPath({ key, count: left, ticketId }: EventBody): string {
  return left === 1 ? `/tickets/${ticketId}` : `/events/${encodeURIComponent(key)}`;
}
