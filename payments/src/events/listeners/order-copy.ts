import {
  type EndedOrderData,
  fromDollars,
  type OrderCancelledEvent,
  type OrderCompletedEvent,
  type OrderCreatedEvent,
  OrderStatus,
  type ReceivedData,
} from '@ticketing-dev/common';

import type { OrderCopy } from '../../domain/payment';
import type { Payments } from '../../domain/payments';

/** Stores the copy of an order, and wakes the loop that settles the payments of ended orders. */
export type KeepOrder = (order: OrderCopy) => Promise<void>;

/** @param settleSoon wakes that loop */
export const keepOrderIn =
  (payments: Payments, settleSoon: () => void): KeepOrder =>
  async (order) => {
    await payments.keepOrder(order);
    settleSoon();
  };

/** Converts an event's order to the payments service's copy. Events of other publishers may lack some fields. */
export const orderCopies = {
  'order:created': (order: ReceivedData<OrderCreatedEvent>) => copyOf(order, order.status),
  'order:cancelled': (order: ReceivedData<OrderCancelledEvent>) =>
    copyOf(order, OrderStatus.Cancelled),
  'order:completed': (order: ReceivedData<OrderCompletedEvent>) =>
    copyOf(order, OrderStatus.Complete),
};

const copyOf = (
  { id, version, userId, expiresAt, ticket }: EndedOrderData,
  status: OrderStatus,
): OrderCopy => ({
  id,
  version,
  status,
  ...(userId === undefined ? {} : { userId }),
  ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
  ...(ticket.price === undefined ? {} : { priceInCents: fromDollars(ticket.price) }),
});
