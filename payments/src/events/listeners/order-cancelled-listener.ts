import {
  DurableListener,
  type OrderCancelledEvent,
  OrderStatus,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import { type KeepOrder, orderCopy } from './order-copy';

/** Keeps a cancelled order. The settle loop then releases what was authorised. */
export class OrderCancelledListener extends DurableListener<OrderCancelledEvent> {
  readonly subject = Subjects.OrderCancelled;

  constructor(private readonly keep: KeepOrder) {
    super();
  }

  async handle(order: ReceivedData<OrderCancelledEvent>): Promise<void> {
    await this.keep(orderCopy(order, OrderStatus.Cancelled));
  }
}
