import { fromDollars, maskCardNumbers, readDetails, type TicketData } from '@ticketing-dev/common';

import type { TicketCopy } from '../../domain/order';

/** Converts an event's ticket to the orders service's copy. */
export function ticketCopy(ticket: TicketData): TicketCopy {
  const { id, version, title, price, userId } = ticket;
  const details = readDetails(ticket);
  return {
    id,
    version,
    // Another publisher may not check titles for card numbers.
    title: maskCardNumbers(title),
    priceInCents: fromDollars(price),
    userId,
    ...(details && { details }),
  };
}
