import type { TicketDetailsData } from '@ticketing-dev/common/contracts';

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
