import {
  DurableListener,
  type ReceivedData,
  Subjects,
  type TicketDeletedEvent,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';
import { ticketCopy } from './ticket-copy';

/** Takes a ticket off sale, as its seller has asked. */
export class TicketDeletedListener extends DurableListener<TicketDeletedEvent> {
  readonly subject = Subjects.TicketDeleted;

  constructor(private readonly orders: Orders) {
    super();
  }

  async handle(ticket: ReceivedData<TicketDeletedEvent>): Promise<void> {
    await this.orders.closeOffer(ticketCopy(ticket));
  }
}
