import type { Event } from './event';
import type { Id } from './id';
import { id, shape, text } from './reader';
import type { Subjects } from './subjects';

/** An authorised payment. */
export interface PaymentData {
  readonly id: Id;
  readonly orderId: Id;
  /** Stripe's id of the charge, `ch_…`. */
  readonly stripeId: string;
}

/** An order's price was authorised on a card. It is captured when the order is complete. */
export type PaymentCreatedEvent = Event<Subjects.PaymentCreated, PaymentData>;

/** Reads the data of `payment:created`. */
export const readPayment = shape<PaymentData>({ id, orderId: id, stripeId: text });
