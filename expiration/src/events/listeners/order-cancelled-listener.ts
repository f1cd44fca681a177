import {
  DurableListener,
  type OrderCancelledEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Expirations } from '../../domain/expirations';

/** Removes the timer of a cancelled order. */
export class OrderCancelledListener extends DurableListener<OrderCancelledEvent> {
  readonly subject = Subjects.OrderCancelled;

  constructor(private readonly expirations: Pick<Expirations, 'unwatch'>) {
    super();
  }

  async handle({ id }: ReceivedData<OrderCancelledEvent>): Promise<void> {
    await this.expirations.unwatch(id);
  }
}
