import { type DomainEvent, fromDollars, Listener, type OrderState } from '@ticketing-dev/common';

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

  async handle({ id, version, status, userId, expiresAt, ticket }: OrderState): Promise<void> {
    await this.#payments.keepOrder({
      id,
      version,
      status,
      userId,
      expiresAt: new Date(expiresAt),
      priceInCents: fromDollars(ticket.price),
    });
    this.#settleSoon();
  }
}
