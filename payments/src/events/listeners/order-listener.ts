import {
  type DomainEvent,
  fromDollars,
  Listener,
  type OrderEndedHeard,
  statusAfter,
} from '@ticketing-dev/common';

import type { Payments } from '../../domain/payments';

type OrderSubject = Extract<DomainEvent['subject'], `order:${string}`>;

/** Keeps the newest of every order. What Stripe must be asked then is the settle loop's. */
export class OrderListener<S extends OrderSubject> extends Listener<S> {
  readonly #payments: Pick<Payments, 'keepOrder'>;
  readonly #settleSoon: () => void;

  constructor(
    readonly subject: S,
    payments: Pick<Payments, 'keepOrder'>,
    settleSoon: () => void,
  ) {
    super();
    this.#payments = payments;
    this.#settleSoon = settleSoon;
  }

  async handle(order: OrderEndedHeard): Promise<void> {
    const { id, version, status, userId, expiresAt, ticket } = order;
    await this.#payments.keepOrder({
      id,
      version,
      status: statusAfter(this.subject, status),
      ...(userId === undefined ? {} : { userId }),
      ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
      ...(ticket.price === undefined ? {} : { priceInCents: fromDollars(ticket.price) }),
    });
    this.#settleSoon();
  }
}
