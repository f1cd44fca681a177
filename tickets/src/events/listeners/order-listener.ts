import {
  Listener,
  type OrderCancelled,
  type OrderCompleted,
  type OrderCreated,
  type OrderEndedHeard,
  statusAfter,
} from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';

type OrderSubject = (OrderCreated | OrderCancelled | OrderCompleted)['subject'];

/** Every change of an order may hold or free its ticket. */
export class OrderListener<S extends OrderSubject> extends Listener<S> {
  readonly #tickets: Pick<Tickets, 'followOrder'>;

  constructor(
    readonly subject: S,
    tickets: Pick<Tickets, 'followOrder'>,
  ) {
    super();
    this.#tickets = tickets;
  }

  async handle({ id, version, status: said, ticket }: OrderEndedHeard): Promise<void> {
    const status = statusAfter(this.subject, said);
    await this.#tickets.followOrder({ id, version, status, ticketId: ticket.id });
  }
}
