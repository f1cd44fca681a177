import type { PassBody } from '@ticketing-dev/common/contracts';
import { createEvent } from 'ics';

import { placeOf, seatOf } from '@/lib/event-and-seat';

import type { PassWords } from './pass-words';

/** Sellers do not say when an event ends, and a calendar needs an end. */
const guessedDuration = { hours: 2 };

/**
 * The event of a ticket as an iCalendar file; null if its start is unknown. It has the address of the pass and not its
 * code, because calendars are copied to other devices and shared.
 */
export function eventCalendar(
  { orderId, ticket }: PassBody,
  passUrl: string | null,
  { t, tickets }: PassWords,
): string | null {
  if (ticket.startsAt === undefined) return null;
  const place = placeOf(ticket);
  const { error, value } = createEvent({
    uid: `${orderId}@ticketing`,
    productId: 'ticketing',
    title: ticket.eventName ?? ticket.title,
    start: Date.parse(ticket.startsAt),
    startInputType: 'utc',
    startOutputType: 'utc',
    duration: guessedDuration,
    description: [seatOf(ticket, tickets), t('showPass')].filter(Boolean).join('\n'),
    ...(place && { location: place }),
    ...(passUrl && { url: passUrl }),
  });
  if (value === null) throw error ?? new Error('the calendar file is empty');
  return value;
}
