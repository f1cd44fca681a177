import type { Id, OrderStatus, Versioned } from '@ticketing-dev/common';

import type { PaymentState } from './payment-status';

/** What payments keeps of an order. */
export interface OrderCopy extends Versioned {
  readonly status: OrderStatus;
  // The published end of an order says none of these: where it comes first, they are unknown until the beginning comes.
  /** The buyer. */
  readonly userId?: string;
  readonly expiresAt?: Date;
  readonly priceInCents?: number;
}

/** One attempt to pay for an order. Its id is the idempotency key of its charge. */
export interface Payment extends Versioned {
  readonly orderId: Id;
  /** Unique. The order's id while the attempt stands for the order, its own id once it has failed. */
  readonly slot: Id;
  readonly amountInCents: number;
  /** Stripe's token of the card; erased once the payment is settled. */
  readonly token?: string;
  readonly status: PaymentState;
  readonly createdAt: Date;
  /** When Stripe was last asked to make the charge, or was about to be. */
  readonly askedAt: Date;
  /** What the buyer's browser called the attempt, so that it may ask again without paying again. */
  readonly idempotencyKey?: string;
  /** The request that began it, in whose name it is settled. */
  readonly requestId?: string;
  /** Stripe's id of the charge, once it is known. */
  readonly stripeId?: string;
  /** Why it failed, in Stripe's words for the buyer; absent where the fault was not the buyer's. */
  readonly failure?: string;
}
