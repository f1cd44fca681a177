import {
  DurableListener,
  type OrderCancelledEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';
import { orderCopies } from './order-copy';

/** Frees the ticket of a cancelled order. */
export class OrderCancelledListener extends DurableListener<OrderCancelledEvent> {
  readonly subject = Subjects.OrderCancelled;

  constructor(private readonly tickets: Tickets) {
    super();
  }

  async handle(order: ReceivedData<OrderCancelledEvent>): Promise<void> {
    await this.tickets.followOrder(orderCopies['order:cancelled'](order));
  }
}
