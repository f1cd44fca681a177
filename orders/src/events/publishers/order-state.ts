import { type OrderState, toDollars } from '@ticketing-dev/common';

import type { Order } from '../../domain/order';

/** An order as the contract says it, to other services and over HTTP. */
export const orderState = ({
  id,
  version,
  status,
  userId,
  expiresAt,
  ticket,
}: Order): OrderState => ({
  id,
  status,
  userId,
  expiresAt: expiresAt.toISOString(),
  version,
  ticket: {
    id: ticket.id,
    title: ticket.title,
    price: toDollars(ticket.priceInCents),
    version: ticket.version,
  },
});
