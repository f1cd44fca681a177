import {
  DurableListener,
  type OrderCreatedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';
import { orderCopies } from './order-copy';

/** Reserves the ticket of a new order. */
export class OrderCreatedListener extends DurableListener<OrderCreatedEvent> {
  readonly subject = Subjects.OrderCreated;

  constructor(private readonly tickets: Tickets) {
    super();
  }

  async handle(order: ReceivedData<OrderCreatedEvent>): Promise<void> {
    await this.tickets.followOrder(orderCopies['order:created'](order));
  }
}
