import { Listener, type PaymentState } from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';

/** Completes an order whose price is authorised. */
export class PaymentCreatedListener extends Listener<'payment:created'> {
  readonly subject = 'payment:created';
  readonly #orders: Pick<Orders, 'complete'>;

  constructor(orders: Pick<Orders, 'complete'>) {
    super();
    this.#orders = orders;
  }

  async handle({ orderId }: PaymentState): Promise<void> {
    await this.#orders.complete(orderId);
  }
}
