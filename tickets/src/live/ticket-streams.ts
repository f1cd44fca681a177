import {
  type ChangeFeed,
  createLiveStreams,
  type LiveStreams,
  type LiveStreamsDeps,
  NotFoundError,
  toId,
} from '@ticketing-dev/common';

import { shownTicket, ticketData } from '../domain/ticket-events';
import type { ShownTicket, Tickets } from '../domain/tickets';

/** The topic of the first page: the newest tickets on sale. The topic of one ticket is its id. */
export const onSale = 'on sale';
/** The first page of `GET /api/tickets`. */
const firstPage = { limit: 100 };

/** What {@link createTicketStreams} needs. */
export interface TicketStreamsDeps extends Omit<LiveStreamsDeps, 'read'> {
  readonly tickets: Pick<Tickets, 'listOnSale' | 'show'>;
  readonly changes: ChangeFeed<ShownTicket>;
}

/** The streams of tickets. That of the first page has the changes of all tickets: clients choose those that they show. */
export function createTicketStreams({ tickets, ...deps }: TicketStreamsDeps): LiveStreams {
  const read = async (topic: string) => {
    if (topic === onSale) return (await tickets.listOnSale(firstPage)).map(ticketData);
    const id = toId(topic);
    if (!id) throw new NotFoundError();
    const { ticket, order } = await tickets.show(id);
    return [shownTicket(ticket, order)];
  };
  const streams = createLiveStreams({ read, ...deps });
  deps.changes.onChange((changed) => {
    const bodies = changed.map(({ ticket, order }) => shownTicket(ticket, order));
    streams.send(onSale, bodies);
    for (const body of bodies) streams.send(body.id, [body]);
  });
  return streams;
}
