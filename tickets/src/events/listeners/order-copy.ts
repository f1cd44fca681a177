import {
  type EndedOrderData,
  fromDollars,
  type OrderCancelledEvent,
  type OrderCompletedEvent,
  type OrderCreatedEvent,
  OrderStatus,
  type ReceivedData,
} from '@ticketing-dev/common';

import type { OrderCopy } from '../../domain/ticket';

/** Converts an event's order to the tickets service's copy. Events of other publishers may lack some fields. */
export const orderCopies = {
  'order:created': (order: ReceivedData<OrderCreatedEvent>) => copyOf(order, order.status),
  'order:cancelled': (order: ReceivedData<OrderCancelledEvent>) =>
    copyOf(order, OrderStatus.Cancelled),
  'order:completed'({ occurredAt, ...order }: ReceivedData<OrderCompletedEvent>): OrderCopy {
    const copy = copyOf(order, OrderStatus.Complete);
    return occurredAt === undefined ? copy : { ...copy, completedAt: new Date(occurredAt) };
  },
};

const copyOf = (
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
