import {
  DurableListener,
  type ReceivedData,
  Subjects,
  type TicketCreatedEvent,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';
import { ticketCopy } from './ticket-copy';

/** Stores the orders service's copy of a new ticket. */
export class TicketCreatedListener extends DurableListener<TicketCreatedEvent> {
  readonly subject = Subjects.TicketCreated;

  constructor(private readonly orders: Orders) {
    super();
  }

  async handle(ticket: ReceivedData<TicketCreatedEvent>): Promise<void> {
    await this.orders.keepTicket(ticketCopy(ticket));
  }
}
