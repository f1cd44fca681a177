import type { Id, OrderStatus, Versioned } from '@ticketing-dev/common';

import type { PaymentState, RefundState } from './payment-status';

/** What a receipt says of a card. */
export interface Card {
  readonly brand: string;
  readonly last4: string;
}

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
  /** The buyer. Payments of older builds lack it. */
  readonly userId?: string;
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
  /** The span of that request, if the service traces. */
  readonly traceparent?: string;
  /** Stripe's id of the charge, when it is known. */
  readonly stripeId?: string;
  readonly authorisedAt?: Date;
  /** Absent if the payment was released, or if the account of the buyer is deleted. */
  readonly card?: Card;
  /** An operator's refund of the captured payment. The payment stays captured. */
  readonly refund?: RefundState;
  /** When the refund was last requested. */
  readonly refundAskedAt?: Date;
  readonly refundedAt?: Date;
  /** Stripe's id of the refund. */
  readonly refundId?: string;
  /** Stripe's message for the buyer. Absent if the buyer did not cause the failure. */
  readonly failure?: string;
}
