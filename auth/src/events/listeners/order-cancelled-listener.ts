import {
  DurableListener,
  type OrderCancelledEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Mails } from '../../domain/mails';
import { orderFacts } from './order-facts';

/** Mails the buyer of an order that was not paid in time. */
export class OrderCancelledListener extends DurableListener<OrderCancelledEvent> {
  readonly subject = Subjects.OrderCancelled;

  constructor(private readonly mails: Pick<Mails, 'announce'>) {
    super();
  }

  async handle(order: ReceivedData<OrderCancelledEvent>): Promise<void> {
    const { eventId, occurredAt, userId, reason } = order;
    if (reason !== 'expired') return;
    const facts = orderFacts(order);
    await this.mails.announce({ eventId, occurredAt, facts, kind: 'order-expired', userId });
  }
}
