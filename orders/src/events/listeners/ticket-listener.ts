import {
  fromDollars,
  Listener,
  maskCardNumbers,
  type TicketCreated,
  type TicketState,
  type TicketUpdated,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';

type TicketSubject = (TicketCreated | TicketUpdated)['subject'];

/** Keeps the newest of every ticket. */
export class TicketListener<S extends TicketSubject> extends Listener<S> {
  readonly #orders: Pick<Orders, 'keepTicket'>;

  constructor(
    readonly subject: S,
    orders: Pick<Orders, 'keepTicket'>,
  ) {
    super();
    this.#orders = orders;
  }

  async handle({ id, version, title, price }: TicketState): Promise<void> {
    await this.#orders.keepTicket({
      id,
      version,
      // Another publisher may not look at what it lets in.
      title: maskCardNumbers(title),
      priceInCents: fromDollars(price),
    });
  }
}
