import type { Event } from './event';
import { isCount, isDollars, isText, optional, shape } from './guard';

/** A ticket as the tickets service says it. */
export interface TicketState {
  readonly id: string;
  /** Counts the ticket's changes from 0; every version has exactly one event. */
  readonly version: number;
  readonly title: string;
  /** Dollars with at most two decimals. */
  readonly price: number;
  /** The seller. */
  readonly userId: string;
  /** The order that holds the ticket; absent when it is free. */
  readonly orderId?: string;
}

/** A ticket was put on sale. */
export type TicketCreated = Event<'ticket:created', Omit<TicketState, 'orderId'>>;

/** A ticket's title, price or reservation changed. */
export type TicketUpdated = Event<'ticket:updated', TicketState>;

/** Whether `data` is what `ticket:created` or `ticket:updated` carries. */
export const isTicketState = shape<TicketState>({
  id: isText,
  version: isCount,
  title: isText,
  price: isDollars,
  userId: isText,
  orderId: optional(isText),
});
