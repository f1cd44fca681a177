import type {
  CancelReason,
  Id,
  OrderStatus,
  TicketDetails,
  Versioned,
} from '@ticketing-dev/common';

/** The orders service's copy of a ticket. */
export interface TicketCopy extends Versioned {
  readonly title: string;
  readonly priceInCents: number;
  /** The seller. Copies that an older build wrote lack it. */
  readonly userId?: string;
  /** The event and the seat. */
  readonly details?: TicketDetails;
  /** Its seller has asked to take it off sale. */
  readonly isOffSale?: true;
}

/** A buyer's claim of a ticket. */
export interface Order extends Versioned {
  readonly status: OrderStatus;
  /** The buyer. */
  readonly userId: string;
  readonly expiresAt: Date;
  /** The ticket as it was when it was ordered. */
  readonly ticket: TicketCopy;
  /** Unique. The ticket's id until the order is cancelled, then the order's own id. */
  readonly slot: Id;
  /** Unique. One of the account's places while the order is open, then the order's own id. */
  readonly place: string;
  /** The browser's key of the attempt. A retry with the same key returns this order. */
  readonly idempotencyKey?: string;
  readonly cancelReason?: CancelReason;
  /** It is no order of a buyer, but a closing record: see {@link closingOf}. */
  readonly isClosing?: true;
}
