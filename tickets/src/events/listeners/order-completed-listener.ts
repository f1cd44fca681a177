import {
  DurableListener,
  type OrderCompletedEvent,
  OrderStatus,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';

/** Keeps the ticket of a paid order reserved for good, because it is sold. */
export class OrderCompletedListener extends DurableListener<OrderCompletedEvent> {
  readonly subject = Subjects.OrderCompleted;

  constructor(private readonly tickets: Tickets) {
    super();
  }

  async handle({ id, version, ticket }: ReceivedData<OrderCompletedEvent>): Promise<void> {
    const status = OrderStatus.Complete;
    await this.tickets.followOrder({ id, version, status, ticketId: ticket.id });
  }
}
