import type { TicketBody, TicketDetailsData } from '@ticketing-dev/common/contracts';

import { formatEventTime, formatPrice } from './format';

/** `Harbour Hall, Hamburg` */
export const placeOf = ({ venue, city }: Pick<TicketDetailsData, 'venue' | 'city'>): string =>
  [venue, city].filter(Boolean).join(', ');

/** `Section Balcony · Row 4 · Seat 12` */
export const seatOf = ({
  section,
  row,
  seat,
}: Pick<TicketDetailsData, 'section' | 'row' | 'seat'>): string =>
  [section && `Section ${section}`, row && `Row ${row}`, seat && `Seat ${seat}`]
    .filter(Boolean)
    .join(' · ');

/** Whether nobody can order the ticket any more. */
export const hasStarted = ({ startsAt }: TicketDetailsData): boolean =>
  startsAt !== undefined && Date.parse(startsAt) <= Date.now();

/** `A ticket for Jazz: Wed, Jun 12, 2030, 20:00 GMT+2 · Harbour Hall, Hamburg · Row 4 · $27.50` */
export function descriptionOf(ticket: TicketBody): string {
  const { startsAt, timeZone, price } = ticket;
  const facts = [
    startsAt && formatEventTime(startsAt, timeZone),
    placeOf(ticket),
    seatOf(ticket),
    formatPrice(price),
  ];
  return `A ticket for ${eventOf(ticket)}: ${facts.filter(Boolean).join(' · ')}`;
}

/** The name that all tickets of an event share, for its cover. */
export const eventOf = ({ eventName, title }: TicketDetailsData & { title: string }): string =>
  eventName || title;
