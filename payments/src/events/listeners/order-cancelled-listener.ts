import {
  DurableListener,
  type OrderCancelledEvent,
  OrderStatus,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import { type KeepOrder, orderCopy } from './order-copy';

/** Stores that an order is cancelled. The settle loop then releases its authorised payment. */
export class OrderCancelledListener extends DurableListener<OrderCancelledEvent> {
  readonly subject = Subjects.OrderCancelled;

  constructor(private readonly keep: KeepOrder) {
    super();
  }

  async handle(order: ReceivedData<OrderCancelledEvent>): Promise<void> {
    await this.keep(orderCopy(order, OrderStatus.Cancelled));
  }
}
