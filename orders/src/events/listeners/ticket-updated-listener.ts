import {
  DurableListener,
  type ReceivedData,
  Subjects,
  type TicketUpdatedEvent,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';
import { ticketCopy } from './ticket-copy';

/** Stores the orders service's copy of a changed ticket. */
export class TicketUpdatedListener extends DurableListener<TicketUpdatedEvent> {
  readonly subject = Subjects.TicketUpdated;

  constructor(private readonly orders: Orders) {
    super();
  }

  async handle(ticket: ReceivedData<TicketUpdatedEvent>): Promise<void> {
    await this.orders.keepTicket(ticketCopy(ticket));
  }
}
