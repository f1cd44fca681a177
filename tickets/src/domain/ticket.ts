import type { Id, OrderStatus, TicketDetails, Versioned } from '@ticketing-dev/common';

/** A ticket that a seller offers. */
export interface Ticket extends Versioned {
  readonly title: string;
  readonly priceInCents: number;
  /** The seller. */
  readonly userId: string;
  /** The event and the seat. */
  readonly details?: TicketDetails;
  /** The seller has asked to take it off sale, or orders has done so. */
  readonly offSale?: 'requested' | 'done';
  /** Unique. It names the seller's seat, or is the ticket's own id. A ticket of an older build may lack it. */
  readonly seatKey?: string;
  /** The order that reserved or bought the ticket. Absent while the ticket is on sale. */
  readonly orderId?: Id;
}

export const isOnSale = ({ orderId, offSale }: Ticket): boolean =>
  orderId === undefined && offSale === undefined;

/** The tickets service's copy of an order. */
export interface OrderCopy extends Versioned {
  readonly ticketId: Id;
  readonly status: OrderStatus;
  // Copies that an older build wrote lack these.
  /** The buyer. */
  readonly userId?: string;
  /** The seller of the ticket. */
  readonly sellerId?: string;
  readonly expiresAt?: Date;
  readonly priceInCents?: number;
  /** When its payment was authorised. */
  readonly completedAt?: Date;
}
