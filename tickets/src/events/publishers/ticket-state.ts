import { type TicketState, toDollars } from '@ticketing-dev/common';

import type { Ticket } from '../../domain/ticket';

/** A ticket as the contract says it, to other services and over HTTP. */
export const ticketState = ({
  id,
  version,
  title,
  priceInCents,
  userId,
  orderId,
}: Ticket): TicketState => ({
  id,
  title,
  price: toDollars(priceInCents),
  userId,
  version,
  ...(orderId === undefined ? {} : { orderId }),
});
