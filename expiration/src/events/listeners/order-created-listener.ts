import { Listener, type OrderCreatedHeard } from '@ticketing-dev/common';

import type { Expirations } from '../../domain/expirations';

/** Watches a new order until its hold ends. */
export class OrderCreatedListener extends Listener<'order:created'> {
  readonly subject = 'order:created';
  readonly #expirations: Pick<Expirations, 'watch'>;

  constructor(expirations: Pick<Expirations, 'watch'>) {
    super();
    this.#expirations = expirations;
  }

  async handle({ id, expiresAt }: OrderCreatedHeard): Promise<void> {
    await this.#expirations.watch(id, new Date(expiresAt));
  }
}
