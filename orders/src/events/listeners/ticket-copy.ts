import {
  fromDollars,
  maskCardNumbers,
  readDetails,
  type ReceivedData,
  type TicketData,
  type TicketDeletedEvent,
} from '@ticketing-dev/common';

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

/** Converts the ticket of each event to the orders service's copy. */
export const ticketCopies = {
  'ticket:created': ticketCopy,
  'ticket:updated': ticketCopy,
  'ticket:deleted': (ticket: ReceivedData<TicketDeletedEvent>): TicketCopy => ({
    ...ticketCopy(ticket),
    isOffSale: true,
  }),
};
