import { type EndedOrderData, fromDollars, type OrderStatus } from '@ticketing-dev/common';

import type { OrderCopy } from '../../domain/ticket';

/** Converts an event's order to the tickets service's copy. Events of other publishers may lack some fields. */
export const orderCopy = (
  { id, version, userId, expiresAt, ticket }: EndedOrderData,
  status: OrderStatus,
): OrderCopy => ({
  id,
  version,
  status,
  ticketId: ticket.id,
  ...(userId === undefined ? {} : { userId }),
  ...(ticket.userId === undefined ? {} : { sellerId: ticket.userId }),
  ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
  ...(ticket.price === undefined ? {} : { priceInCents: fromDollars(ticket.price) }),
});
