import type { Event } from './event';
import { isText, shape } from './guard';

/** An authorised payment. */
export interface PaymentState {
  readonly id: string;
  readonly orderId: string;
  /** Stripe's id of the charge, `ch_…`. */
  readonly stripeId: string;
}

/** An order's price was authorised on a card; it is captured once the order is complete. */
export type PaymentCreated = Event<'payment:created', PaymentState>;

/** Whether `data` is what `payment:created` carries. */
export const isPaymentState = shape<PaymentState>({
  id: isText,
  orderId: isText,
  stripeId: isText,
});
