import {
  DurableListener,
  type OrderCompletedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import { type KeepOrder, orderCopies } from './order-copy';

/** Stores that an order is complete. Its authorised payment is then captured. */
export class OrderCompletedListener extends DurableListener<OrderCompletedEvent> {
  readonly subject = Subjects.OrderCompleted;

  constructor(private readonly keep: KeepOrder) {
    super();
  }

  async handle(order: ReceivedData<OrderCompletedEvent>): Promise<void> {
    await this.keep(orderCopies['order:completed'](order));
  }
}
