import {
  type Bus,
  type ChangeFeed,
  createChangeFeed,
  type Logger,
  OrderStatus,
  Subjects,
  watchEvents,
} from '@ticketing-dev/common';

import type { ShownTicket, Tickets } from '../domain/tickets';

/** What {@link createTicketChanges} needs. */
export interface TicketChangesDeps {
  readonly bus: Bus;
  readonly tickets: Pick<Tickets, 'showMany'>;
  readonly logger: Logger;
}

/**
 * The tickets that any instance has changed, with their orders. This instance misses changes while its bus is not
 * connected. Then poll, and read everything again when {@link ChangeFeed.onMissed} calls back.
 */
export function createTicketChanges({
  bus,
  tickets,
  logger,
}: TicketChangesDeps): ChangeFeed<ShownTicket> {
  const changes = createChangeFeed<ShownTicket>({
    read: (ids) => tickets.showMany(ids),
    idOf: ({ ticket }) => ticket.id,
    logger,
  });
  const onBegin = (): void => changes.miss();
  // A ticket's own events also say that it became held, free or off sale.
  const ofTickets = [Subjects.TicketCreated, Subjects.TicketUpdated, Subjects.TicketDeleted];
  for (const subject of ofTickets) watchEvents(bus, subject, ({ id }) => changes.add(id), onBegin);
  // A sale changes the order only, and a listener may store it later than this instance receives the event.
  const isSold = ({ order }: ShownTicket): boolean => order?.status === OrderStatus.Complete;
  watchEvents(
    bus,
    Subjects.OrderCompleted,
    ({ ticket }) => changes.add(ticket.id, isSold),
    onBegin,
  );
  return changes;
}
