import { type CancelReason, OrderStatus } from '@ticketing-dev/common';

/** What can happen to an order once it is there. */
export type OrderChange = 'payment' | CancelReason;

const { Created, AwaitingPayment, Complete, Cancelled } = OrderStatus;

/** An order that still holds its ticket unpaid. */
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
 * The one table of what may become of an order.
 *
 * @returns the next status; undefined where the change is too late, because final is final
 */
export const nextStatus = (status: OrderStatus, change: OrderChange): OrderStatus | undefined =>
  transitions[status][change];
