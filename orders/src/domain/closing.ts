import { type Id, OrderStatus } from '@ticketing-dev/common';

import type { Order, TicketCopy } from './order';

/**
 * The record that takes a ticket off sale. It has the ticket's slot for good, so that the unique index decides between it
 * and an order. It is stored among the orders for that index only: it has no buyer, is in no list, and never changes.
 */
export const closingOf = (id: Id, ticket: TicketCopy, now: Date): Order => ({
  id,
  version: 0,
  status: OrderStatus.Cancelled,
  userId: '',
  expiresAt: now,
  ticket,
  slot: ticket.id,
  place: id,
  isClosing: true,
});
