import type { Event } from './event';
import { isCount, isDollars, isInstant, isOneOf, isText, shape } from './guard';
import { OrderStatus } from './order-status';

/** An order as the orders service says it, with the ticket as it was when it was ordered. */
export interface OrderState {
  readonly id: string;
  /** Counts the order's changes from 0; every version has exactly one event. */
  readonly version: number;
  readonly status: OrderStatus;
  /** The buyer. */
  readonly userId: string;
  /** When the hold ends, ISO 8601 in UTC. */
  readonly expiresAt: string;
  readonly ticket: {
    readonly id: string;
    readonly title: string;
    /** Dollars with at most two decimals. */
    readonly price: number;
    /** The version of the ticket that was ordered. */
    readonly version: number;
  };
}

/** Why an order was cancelled: its buyer said so, or its hold ended unpaid. */
export type CancelReason = 'buyer' | 'expired';

/** An order was placed: its ticket is held until `expiresAt`. */
export type OrderCreated = Event<'order:created', OrderState>;

/** An order ended without a sale: its ticket is free again. */
export type OrderCancelled = Event<
  'order:cancelled',
  OrderState & { readonly reason: CancelReason }
>;

/** An order was paid for: its ticket is sold. */
export type OrderCompleted = Event<'order:completed', OrderState>;

/** Whether `data` is what the three order events carry. */
export const isOrderState = shape<OrderState>({
  id: isText,
  version: isCount,
  status: isOneOf(...Object.values(OrderStatus)),
  userId: isText,
  expiresAt: isInstant,
  ticket: shape<OrderState['ticket']>({
    id: isText,
    title: isText,
    price: isDollars,
    version: isCount,
  }),
});
