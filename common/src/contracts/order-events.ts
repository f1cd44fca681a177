import type { Event } from './event';
import type { Id } from './id';
import { OrderStatus } from './order-status';
import { count, dollars, id, instant, oneOf, optional, type Reader, shape, text } from './reader';

/** An order as the orders service says it, with the ticket as it was when it was ordered. */
export interface OrderState {
  readonly id: Id;
  /** Counts the order's changes from 0; every version has exactly one event. */
  readonly version: number;
  readonly status: OrderStatus;
  /** The buyer. */
  readonly userId: string;
  /** When the hold ends, ISO 8601 in UTC. */
  readonly expiresAt: string;
  readonly ticket: {
    readonly id: Id;
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

type Subject = (OrderCreated | OrderCancelled | OrderCompleted)['subject'];

/** What a listener may rely on of a new order. The rest is there where the publisher is our orders service. */
export type OrderCreatedHeard = Omit<OrderState, 'ticket'> & {
  readonly ticket: Pick<OrderState['ticket'], 'id' | 'price'> & Partial<OrderState['ticket']>;
};

/** What a listener may rely on of an order that has ended. The rest is there where the publisher is ours. */
export type OrderEndedHeard = Pick<OrderState, 'id' | 'version'> &
  Partial<Omit<OrderState, 'ticket'>> & {
    readonly ticket: Pick<OrderState['ticket'], 'id'> & Partial<OrderState['ticket']>;
    readonly reason?: CancelReason;
  };

/**
 * The status that an event gives an order. The published end of an order does not say it: its subject does.
 *
 * @param said the status that the event carries
 */
export function statusAfter(subject: Subject, said: OrderStatus | undefined): OrderStatus {
  if (subject === 'order:cancelled') return OrderStatus.Cancelled;
  if (subject === 'order:completed') return OrderStatus.Complete;
  return said ?? OrderStatus.Created;
}

const status = oneOf(...Object.values(OrderStatus));
const title = optional(text);
const version = optional(count);

/** Reads what `order:created` carries. */
export const readOrderCreated: Reader<OrderCreatedHeard> = shape<OrderCreatedHeard>({
  id,
  version: count,
  status,
  userId: text,
  expiresAt: instant,
  ticket: shape<OrderCreatedHeard['ticket']>({ id, price: dollars, title, version }),
});

/** Reads what `order:cancelled` or `order:completed` carries. */
export const readOrderEnded: Reader<OrderEndedHeard> = shape<OrderEndedHeard>({
  id,
  version: count,
  status: optional(status),
  userId: optional(text),
  expiresAt: optional(instant),
  ticket: shape<OrderEndedHeard['ticket']>({ id, price: optional(dollars), title, version }),
  reason: optional(oneOf('buyer', 'expired')),
});
