import { createReplica, type RepairableReplicas, type Replica } from '@ticketing-dev/common';

import type { TicketCopy } from '../domain/order';
import { ticketCopies } from '../events/listeners/ticket-copy';

/** The replica of orders: tickets. */
export const replicas = (tickets: RepairableReplicas<TicketCopy>): readonly Replica[] => [
  createReplica({
    name: 'tickets',
    owner: 'tickets',
    readers: ticketCopies,
    fold: 'newest',
    store: tickets,
  }),
];
