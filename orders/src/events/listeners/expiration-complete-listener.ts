import {
  DurableListener,
  type ExpirationCompleteEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';

/** Cancels an order that was not paid in time. */
export class ExpirationCompleteListener extends DurableListener<ExpirationCompleteEvent> {
  readonly subject = Subjects.ExpirationComplete;

  constructor(private readonly orders: Orders) {
    super();
  }

  async handle({ orderId }: ReceivedData<ExpirationCompleteEvent>): Promise<void> {
    await this.orders.expire(orderId);
  }
}
