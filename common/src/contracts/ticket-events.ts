import type { Event } from './event';
import type { Id } from './id';
import { count, dollars, id, optional, shape, text } from './reader';

/** A ticket as the tickets service says it. */
export interface TicketState {
  readonly id: Id;
  /** Counts the ticket's changes from 0; every version has exactly one event. */
  readonly version: number;
  readonly title: string;
  /** Dollars with at most two decimals. */
  readonly price: number;
  /** The seller. */
  readonly userId: string;
  /** The order that holds the ticket; absent when it is free. */
  readonly orderId?: Id;
}

/** A ticket was put on sale. */
export type TicketCreated = Event<'ticket:created', Omit<TicketState, 'orderId'>>;

/** A ticket's title, price or reservation changed. */
export type TicketUpdated = Event<'ticket:updated', TicketState>;

/** Reads what `ticket:created` or `ticket:updated` carries. */
export const readTicket = shape<TicketState>({
  id,
  version: count,
  title: text,
  price: dollars,
  userId: text,
  orderId: optional(id),
});
