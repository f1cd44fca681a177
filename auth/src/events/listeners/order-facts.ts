import { type EndedOrderData, fromDollars } from '@ticketing-dev/common';

import type { MailFacts } from '../../domain/mail';

/** What mails say about an order. */
export const orderFacts = ({ id, ticket }: Pick<EndedOrderData, 'id' | 'ticket'>): MailFacts => ({
  orderId: id,
  ticketId: ticket.id,
  title: ticket.title,
  priceInCents: ticket.price === undefined ? undefined : fromDollars(ticket.price),
});
