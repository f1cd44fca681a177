import type { Event } from './event';
import type { Id } from './id';
import { OrderStatus } from './order-status';
import { count, dollars, id, instant, oneOf, optional, type Reader, shape, text } from './reader';
import type { Subjects } from './subjects';

/** An order as the orders service publishes it, with the ticket as it was when it was ordered. */
export interface OrderData {
  readonly id: Id;
  /** Counts the order's changes, starting at 0. Every version has exactly one event. */
  readonly version: number;
  readonly status: OrderStatus;
  /** The buyer. */
  readonly userId: string;
  /** When the reservation ends, ISO 8601 in UTC. */
  readonly expiresAt: string;
  readonly ticket: {
    readonly id: Id;
    readonly title: string;
    /** In dollars, with at most two decimals. */
    readonly price: number;
    /** The version of the ticket that was ordered. */
    readonly version: number;
  };
}

/** Why an order was cancelled: by its buyer, or because it was not paid in time. */
export type CancelReason = 'buyer' | 'expired';

/** The data of `order:created`. What is optional here is always there when our orders service is the publisher. */
export type NewOrderData = Omit<OrderData, 'ticket'> & {
  readonly ticket: Pick<OrderData['ticket'], 'id' | 'price'> & Partial<OrderData['ticket']>;
};

/** The data of an order that has ended. What is optional here is always there when our orders service is the publisher. */
export type EndedOrderData = Pick<OrderData, 'id' | 'version'> &
  Partial<Omit<OrderData, 'ticket'>> & {
    readonly ticket: Pick<OrderData['ticket'], 'id'> & Partial<OrderData['ticket']>;
    readonly reason?: CancelReason;
  };

/** An order was placed. Its ticket is reserved until `expiresAt`. */
export type OrderCreatedEvent = Event<Subjects.OrderCreated, NewOrderData>;

/** An order was cancelled, or its time to pay ran out. Its ticket is free again. */
export type OrderCancelledEvent = Event<Subjects.OrderCancelled, EndedOrderData>;

/** An order was paid. Its ticket is sold. */
export type OrderCompletedEvent = Event<Subjects.OrderCompleted, EndedOrderData>;

const status = oneOf(...Object.values(OrderStatus));
const title = optional(text);
const version = optional(count);

/** Reads the data of `order:created`. */
export const readNewOrder: Reader<NewOrderData> = shape<NewOrderData>({
  id,
  version: count,
  status,
  userId: text,
  expiresAt: instant,
  ticket: shape<NewOrderData['ticket']>({ id, price: dollars, title, version }),
});

/** Reads the data of `order:cancelled` or `order:completed`. */
export const readEndedOrder: Reader<EndedOrderData> = shape<EndedOrderData>({
  id,
  version: count,
  status: optional(status),
  userId: optional(text),
  expiresAt: optional(instant),
  ticket: shape<EndedOrderData['ticket']>({ id, price: optional(dollars), title, version }),
  reason: optional(oneOf('buyer', 'expired')),
});
