import {
  DurableListener,
  type OrderCompletedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Expirations } from '../../domain/expirations';

/** Removes the timer of a completed order. */
export class OrderCompletedListener extends DurableListener<OrderCompletedEvent> {
  readonly subject = Subjects.OrderCompleted;

  constructor(private readonly expirations: Pick<Expirations, 'unwatch'>) {
    super();
  }

  async handle({ id }: ReceivedData<OrderCompletedEvent>): Promise<void> {
    await this.expirations.unwatch(id);
  }
}
