import { randomBytes } from 'node:crypto';

/** What the course keeps in mongoose; the memory is enough here. */
export interface Ticket {
  id: string;
  title: string;
  price: number;
  userId: string;
  version: number;
  orderId?: string;
}

const tickets = new Map<string, Ticket>();

export const newTicketId = () => randomBytes(12).toString('hex');
export const findTicket = (id: string) => tickets.get(id);
export const saveTicket = (ticket: Ticket) => {
  tickets.set(ticket.id, ticket);
  return ticket;
};
