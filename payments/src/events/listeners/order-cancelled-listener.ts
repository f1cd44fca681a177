import {
  DurableListener,
  type OrderCancelledEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import { type KeepOrder, orderCopies } from './order-copy';

/** Stores that an order is cancelled. Its authorised payment is then released. */
export class OrderCancelledListener extends DurableListener<OrderCancelledEvent> {
  readonly subject = Subjects.OrderCancelled;

  constructor(private readonly keep: KeepOrder) {
    super();
  }

  async handle(order: ReceivedData<OrderCancelledEvent>): Promise<void> {
    await this.keep(orderCopies['order:cancelled'](order));
  }
}
