import {
  DurableListener,
  type OrderCreatedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import { type KeepOrder, orderCopies } from './order-copy';

/** Stores the payments service's copy of a new order. */
export class OrderCreatedListener extends DurableListener<OrderCreatedEvent> {
  readonly subject = Subjects.OrderCreated;

  constructor(private readonly keep: KeepOrder) {
    super();
  }

  async handle(order: ReceivedData<OrderCreatedEvent>): Promise<void> {
    await this.keep(orderCopies['order:created'](order));
  }
}
