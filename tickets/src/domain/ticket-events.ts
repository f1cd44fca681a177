import {
  detailsData,
  Subjects,
  type TicketCreatedEvent,
  type TicketData,
  type TicketUpdatedEvent,
  toDollars,
} from '@ticketing-dev/common';

import type { Ticket } from './ticket';

/** The form of a ticket in events and in API responses. Prices are in dollars. */
export const ticketData = ({
  id,
  version,
  title,
  priceInCents,
  userId,
  orderId,
  details,
}: Ticket): TicketData => ({
  id,
  title,
  price: toDollars(priceInCents),
  userId,
  version,
  ...(orderId === undefined ? {} : { orderId }),
  ...detailsData(details),
});

export const ticketCreated = (ticket: Ticket): TicketCreatedEvent => ({
  subject: Subjects.TicketCreated,
  data: ticketData(ticket),
});

export const ticketUpdated = (ticket: Ticket): TicketUpdatedEvent => ({
  subject: Subjects.TicketUpdated,
  data: ticketData(ticket),
});
