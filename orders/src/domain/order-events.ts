import {
  detailsData,
  type OfferClosedEvent,
  type OrderCancelledEvent,
  type OrderCompletedEvent,
  type OrderCreatedEvent,
  type OrderData,
  Subjects,
  toDollars,
} from '@ticketing-dev/common';

import type { Order } from './order';

/** The form of an order in events and in API responses. Prices are in dollars. */
export const orderData = ({
  id,
  version,
  status,
  userId,
  expiresAt,
  ticket,
}: Order): OrderData => ({
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
    ...(ticket.userId === undefined ? {} : { userId: ticket.userId }),
    ...detailsData(ticket.details),
  },
});

export const orderCreated = (order: Order): OrderCreatedEvent => ({
  subject: Subjects.OrderCreated,
  data: orderData(order),
});

export const orderCancelled = (order: Order): OrderCancelledEvent => ({
  subject: Subjects.OrderCancelled,
  data: { ...orderData(order), reason: order.cancelReason ?? 'buyer' },
});

export const orderCompleted = (order: Order): OrderCompletedEvent => ({
  subject: Subjects.OrderCompleted,
  data: orderData(order),
});

export const offerClosed = ({ id, version, ticket }: Order): OfferClosedEvent => ({
  subject: Subjects.OfferClosed,
  data: { id, version, ticketId: ticket.id },
});
