import { type ExpirationState, Listener } from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';

/** Cancels an order whose hold is over. */
export class ExpirationCompleteListener extends Listener<'expiration:complete'> {
  readonly subject = 'expiration:complete';
  readonly #orders: Pick<Orders, 'expire'>;

  constructor(orders: Pick<Orders, 'expire'>) {
    super();
    this.#orders = orders;
  }

  async handle({ orderId }: ExpirationState): Promise<void> {
    await this.#orders.expire(orderId);
  }
}
