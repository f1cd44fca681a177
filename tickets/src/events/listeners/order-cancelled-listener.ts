import {
  DurableListener,
  type OrderCancelledEvent,
  OrderStatus,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';

/** Frees the ticket of a cancelled order. */
export class OrderCancelledListener extends DurableListener<OrderCancelledEvent> {
  readonly subject = Subjects.OrderCancelled;

  constructor(private readonly tickets: Tickets) {
    super();
  }

  async handle({ id, version, ticket }: ReceivedData<OrderCancelledEvent>): Promise<void> {
    const status = OrderStatus.Cancelled;
    await this.tickets.followOrder({ id, version, status, ticketId: ticket.id });
  }
}
