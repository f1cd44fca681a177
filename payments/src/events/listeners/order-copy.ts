import { type EndedOrderData, fromDollars, type OrderStatus } from '@ticketing-dev/common';

import type { OrderCopy } from '../../domain/payment';
import type { Payments } from '../../domain/payments';

/** Keeps an order, and wakes the settle loop. */
export type KeepOrder = (order: OrderCopy) => Promise<void>;

/** @param settleSoon wakes the settle loop */
export const keepOrderIn =
  (payments: Pick<Payments, 'keepOrder'>, settleSoon: () => void): KeepOrder =>
  async (order) => {
    await payments.keepOrder(order);
    settleSoon();
  };

/** What the payments service keeps of an order. Another publisher's event may lack some of it. */
export const orderCopy = (
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
