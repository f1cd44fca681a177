import type { TicketBody } from '@ticketing-dev/common/contracts';

import type { Caller } from './api/http';
import { listOwnTickets } from './api/tickets';
import { joinPages } from './join-pages';

/** An event for which a seller has tickets. */
export interface OwnEvent {
  /** One of the tickets. */
  readonly ticketId: string;
  readonly name: string;
  readonly startsAt: string | undefined;
  readonly timeZone: string | undefined;
}

/** Together with the size of a page, more tickets than a seller on this shop has. */
const mostPages = 20;

/** The events of the caller's own tickets, each once. The newest tickets come first. */
export async function listOwnEvents(caller: Caller): Promise<readonly OwnEvent[]> {
  const events = new Map<string, OwnEvent>();
  const { items } = await joinPages((query) => listOwnTickets(query, caller), '', mostPages);
  for (const ticket of items) {
    const key = JSON.stringify([nameOf(ticket), ticket.startsAt]);
    if (!events.has(key)) events.set(key, eventOf(ticket));
  }
  return [...events.values()];
}

const nameOf = ({ eventName, title }: TicketBody): string => eventName ?? title;

const eventOf = (ticket: TicketBody): OwnEvent => ({
  ticketId: ticket.id,
  name: nameOf(ticket),
  startsAt: ticket.startsAt,
  timeZone: ticket.timeZone,
});
