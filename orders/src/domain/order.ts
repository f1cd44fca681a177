import type { CancelReason, Id, OrderStatus, Versioned } from '@ticketing-dev/common';

/** What orders keeps of a ticket. */
export interface TicketCopy extends Versioned {
  readonly title: string;
  readonly priceInCents: number;
}

/** A buyer's claim of a ticket. */
export interface Order extends Versioned {
  readonly status: OrderStatus;
  /** The buyer. */
  readonly userId: string;
  readonly expiresAt: Date;
  /** The ticket as it was when it was ordered. */
  readonly ticket: TicketCopy;
  /** Unique. The ticket's id while the order holds or has bought it, the order's own id once it is cancelled. */
  readonly slot: Id;
  /** Unique. One of the account's few places while the order is open, the order's own id afterwards. */
  readonly place: string;
  /** What the buyer's browser called the attempt, so that it may ask again without ordering again. */
  readonly idempotencyKey?: string;
  readonly cancelReason?: CancelReason;
}
