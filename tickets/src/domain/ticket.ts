import type { Id, OrderStatus, Versioned } from '@ticketing-dev/common';

/** What a seller sells. */
export interface Ticket extends Versioned {
  readonly title: string;
  readonly priceInCents: number;
  /** The seller. */
  readonly userId: string;
  /** The order that holds the ticket, or has bought it; absent while it is on sale. */
  readonly orderId?: Id;
}

/** What tickets keeps of an order. */
export interface OrderCopy extends Versioned {
  readonly ticketId: Id;
  readonly status: OrderStatus;
}
