import type { Event } from './event';
import type { Id } from './id';
import { count, dollars, id, optional, shape, text } from './reader';
import type { Subjects } from './subjects';

/** A ticket as the tickets service publishes it. */
export interface TicketData {
  readonly id: Id;
  /** Counts the ticket's changes, starting at 0. Every version has exactly one event. */
  readonly version: number;
  readonly title: string;
  /** In dollars, with at most two decimals. */
  readonly price: number;
  /** The seller. */
  readonly userId: string;
  /** The order that reserves the ticket; absent when the ticket is free. */
  readonly orderId?: Id;
}

/** A ticket was put on sale. */
export type TicketCreatedEvent = Event<Subjects.TicketCreated, Omit<TicketData, 'orderId'>>;

/** A ticket's title, price or reservation changed. */
export type TicketUpdatedEvent = Event<Subjects.TicketUpdated, TicketData>;

/** Reads the data of `ticket:created` or `ticket:updated`. */
export const readTicket = shape<TicketData>({
  id,
  version: count,
  title: text,
  price: dollars,
  userId: text,
  orderId: optional(id),
});
