import type { TicketBody, TicketDetailsData } from '@ticketing-dev/common/contracts';
import type { useTranslations } from 'next-intl';

import type { Formats } from './format';

/** `Harbour Hall, Hamburg` */
export const placeOf = ({ venue, city }: Pick<TicketDetailsData, 'venue' | 'city'>): string =>
  [venue, city].filter(Boolean).join(', ');

export type TicketTexts = ReturnType<typeof useTranslations<'tickets'>>;

/** `Section Balcony · Row 4 · Seat 12` */
export const seatOf = (
  { section, row, seat }: Pick<TicketDetailsData, 'section' | 'row' | 'seat'>,
  t: TicketTexts,
): string =>
  [
    section && t('section', { name: section }),
    row && t('row', { name: row }),
    seat && t('seat', { name: seat }),
  ]
    .filter(Boolean)
    .join(' · ');

/** Whether nobody can order the ticket any more. */
export const hasStarted = ({ startsAt }: TicketDetailsData): boolean =>
  startsAt !== undefined && Date.parse(startsAt) <= Date.now();

/** `Wed, Jun 12, 2030, 20:00 GMT+2 · Harbour Hall, Hamburg · Row 4 · $27.50` */
export function factsOf(ticket: TicketBody, t: TicketTexts, formats: Formats): string {
  const { startsAt, timeZone, price } = ticket;
  const facts = [
    startsAt && formats.eventTime(startsAt, timeZone),
    placeOf(ticket),
    seatOf(ticket, t),
    formats.price(price),
  ];
  return facts.filter(Boolean).join(' · ');
}

/** The name that all tickets of an event share, for its cover. */
export const eventOf = ({ eventName, title }: TicketDetailsData & { title: string }): string =>
  eventName || title;
