import { type CancelReason, OrderStatus } from '@ticketing-dev/common';

/** The events that can change an existing order. */
export type OrderChange = 'payment' | CancelReason;

const { Created, AwaitingPayment, Complete, Cancelled } = OrderStatus;

/** The statuses of an order that reserves its ticket and is not paid yet. */
export const openStatuses = [Created, AwaitingPayment] as const;

const transitions: Readonly<
  Record<OrderStatus, Readonly<Partial<Record<OrderChange, OrderStatus>>>>
> = {
  [Created]: { payment: Complete, buyer: Cancelled, expired: Cancelled },
  [AwaitingPayment]: { payment: Complete, buyer: Cancelled, expired: Cancelled },
  [Complete]: {},
  [Cancelled]: {},
};

/**
 * Looks up the next status in the only table of transitions.
 *
 * @returns the next status, or undefined if the order has already ended: a final status never changes
 */
export const nextStatus = (status: OrderStatus, change: OrderChange): OrderStatus | undefined =>
  transitions[status][change];
