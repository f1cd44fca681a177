import type { TicketBody } from '@ticketing-dev/common/contracts';

import type { Caller } from './api/http';
import { listOwnTickets } from './api/tickets';

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
  let query: string | null = '';
  for (let pages = 0; query !== null && pages < mostPages; pages += 1) {
    const page = await listOwnTickets(query, caller);
    for (const ticket of page.items) {
      const key = JSON.stringify([nameOf(ticket), ticket.startsAt]);
      if (!events.has(key)) events.set(key, eventOf(ticket));
    }
    query = page.nextQuery;
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
