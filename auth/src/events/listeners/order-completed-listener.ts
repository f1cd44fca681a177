import {
  DurableListener,
  type OrderCompletedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Mails } from '../../domain/mails';
import { orderFacts } from './order-facts';

/** Mails the buyer and the seller of a ticket that was sold. */
export class OrderCompletedListener extends DurableListener<OrderCompletedEvent> {
  readonly subject = Subjects.OrderCompleted;

  constructor(private readonly mails: Pick<Mails, 'announce'>) {
    super();
  }

  async handle(order: ReceivedData<OrderCompletedEvent>): Promise<void> {
    const { eventId, occurredAt, userId, ticket } = order;
    const event = { eventId, occurredAt, facts: orderFacts(order) };
    await this.mails.announce({ ...event, kind: 'bought', userId });
    await this.mails.announce({ ...event, kind: 'sold', userId: ticket.userId });
  }
}
