import {
  detailsData,
  OrderStatus,
  Subjects,
  type TicketBody,
  type TicketCreatedEvent,
  type TicketData,
  type TicketDeletedEvent,
  type TicketUpdatedEvent,
  toDollars,
} from '@ticketing-dev/common';

import type { OrderCopy, Ticket } from './ticket';

/** The form of a ticket in events and in API responses. Prices are in dollars. */
export const ticketData = ({
  id,
  version,
  title,
  priceInCents,
  userId,
  orderId,
  details,
  offSale,
}: Ticket): TicketData => ({
  id,
  title,
  price: toDollars(priceInCents),
  userId,
  version,
  ...(orderId === undefined ? {} : { orderId }),
  ...(offSale === undefined ? {} : { offSale }),
  ...detailsData(details),
});

export const ticketCreated = (ticket: Ticket): TicketCreatedEvent => ({
  subject: Subjects.TicketCreated,
  data: ticketData(ticket),
});

/**
 * The event of a change. Since its seller has asked to take a ticket off sale, each change is a `ticket:deleted`, so that
 * orders tries again when the ticket is free.
 */
export const ticketChanged = (ticket: Ticket): TicketUpdatedEvent | TicketDeletedEvent =>
  ticket.offSale === undefined
    ? { subject: Subjects.TicketUpdated, data: ticketData(ticket) }
    : { subject: Subjects.TicketDeleted, data: ticketData(ticket) };

/**
 * The answer with one ticket. It says how long the ticket is held, or that it is sold.
 *
 * @param order the order that reserved or bought it; a copy of an older build does not say until when
 */
export function shownTicket(ticket: Ticket, order: OrderCopy | undefined): TicketBody {
  const data = ticketData(ticket);
  if (!order) return data;
  const { status, expiresAt, completedAt } = order;
  const { offSale: _offSale, ...sold } = data;
  if (status === OrderStatus.Complete)
    return { ...sold, sold: true, ...(completedAt && { soldAt: completedAt.toISOString() }) };
  return { ...data, ...(expiresAt && { heldUntil: expiresAt.toISOString() }) };
}
