/** The states of an order. Nothing sets `awaiting:payment` yet; transitions out of it exist. */
export const OrderStatus = {
  Created: 'created',
  AwaitingPayment: 'awaiting:payment',
  Complete: 'complete',
  Cancelled: 'cancelled',
} as const;

/** One of the values of {@link OrderStatus}. */
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];
