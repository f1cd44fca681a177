import {
  DurableListener,
  type PaymentCreatedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';

/** Completes an order when its price is authorised. */
export class PaymentCreatedListener extends DurableListener<PaymentCreatedEvent> {
  readonly subject = Subjects.PaymentCreated;

  constructor(private readonly orders: Orders) {
    super();
  }

  async handle({ orderId }: ReceivedData<PaymentCreatedEvent>): Promise<void> {
    await this.orders.complete(orderId);
  }
}
