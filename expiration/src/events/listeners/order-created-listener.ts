import {
  DurableListener,
  type OrderCreatedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Expirations } from '../../domain/expirations';

/** Starts the timer of a new order. */
export class OrderCreatedListener extends DurableListener<OrderCreatedEvent> {
  readonly subject = Subjects.OrderCreated;

  constructor(private readonly expirations: Pick<Expirations, 'watch'>) {
    super();
  }

  async handle({ id, expiresAt }: ReceivedData<OrderCreatedEvent>): Promise<void> {
    await this.expirations.watch(id, new Date(expiresAt));
  }
}
