import { fromDollars, maskCardNumbers, type TicketData } from '@ticketing-dev/common';

import type { TicketCopy } from '../../domain/order';

/** What the orders service keeps of a ticket. */
export const ticketCopy = ({ id, version, title, price }: TicketData): TicketCopy => ({
  id,
  version,
  // Another publisher may not check its titles.
  title: maskCardNumbers(title),
  priceInCents: fromDollars(price),
});
