import {
  Listener,
  type OrderCancelled,
  type OrderCompleted,
  type OrderEndedHeard,
} from '@ticketing-dev/common';

import type { Expirations } from '../../domain/expirations';

type EndSubject = (OrderCancelled | OrderCompleted)['subject'];

/** An order that has ended needs nobody to watch it. */
export class OrderEndedListener<S extends EndSubject> extends Listener<S> {
  readonly #expirations: Pick<Expirations, 'unwatch'>;

  constructor(
    readonly subject: S,
    expirations: Pick<Expirations, 'unwatch'>,
  ) {
    super();
    this.#expirations = expirations;
  }

  async handle({ id }: OrderEndedHeard): Promise<void> {
    await this.#expirations.unwatch(id);
  }
}
