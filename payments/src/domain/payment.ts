import type { Id, OrderStatus, Versioned } from '@ticketing-dev/common';

import type { PaymentState } from './payment-status';

/** The payments service's copy of an order. */
export interface OrderCopy extends Versioned {
  readonly status: OrderStatus;
  // An event about an order's end may lack these. If it is received first, they are unknown until `order:created`.
  /** The buyer. */
  readonly userId?: string;
  readonly expiresAt?: Date;
  readonly priceInCents?: number;
}

/** One attempt to pay for an order. Its id is the idempotency key of its charge at Stripe. */
export interface Payment extends Versioned {
  readonly orderId: Id;
  /** Unique. The order's id until the attempt fails, then the payment's own id. */
  readonly slot: Id;
  readonly amountInCents: number;
  /** Stripe's token of the card. It is erased when the payment is settled. */
  readonly token?: string;
  readonly status: PaymentState;
  readonly createdAt: Date;
  /** The time just before the last call of Stripe for the charge. A crash may have prevented that call. */
  readonly askedAt: Date;
  /** The browser's key of the attempt. A retry with the same key returns this payment. */
  readonly idempotencyKey?: string;
  /** The id of the request that created it. The payment's events and log lines carry it. */
  readonly requestId?: string;
  /** Stripe's id of the charge, when it is known. */
  readonly stripeId?: string;
  /** Stripe's message for the buyer. Absent if the buyer did not cause the failure. */
  readonly failure?: string;
}
