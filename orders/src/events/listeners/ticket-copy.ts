import { fromDollars, maskCardNumbers, type TicketData } from '@ticketing-dev/common';

import type { TicketCopy } from '../../domain/order';

/** Converts an event's ticket to the orders service's copy. */
export const ticketCopy = ({ id, version, title, price }: TicketData): TicketCopy => ({
  id,
  version,
  // Another publisher may not check titles for card numbers.
  title: maskCardNumbers(title),
  priceInCents: fromDollars(price),
});
