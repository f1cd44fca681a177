import type { Event } from './event';
import type { Id } from './id';
import { id, shape, text } from './reader';

/** An authorised payment. */
export interface PaymentState {
  readonly id: Id;
  readonly orderId: Id;
  /** Stripe's id of the charge, `ch_…`. */
  readonly stripeId: string;
}

/** An order's price was authorised on a card; it is captured once the order is complete. */
export type PaymentCreated = Event<'payment:created', PaymentState>;

/** Reads what `payment:created` carries. */
export const readPayment = shape<PaymentState>({ id, orderId: id, stripeId: text });
