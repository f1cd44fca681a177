import {
  DurableListener,
  type OrderCompletedEvent,
  OrderStatus,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Passes } from '../../domain/passes';
import type { Tickets } from '../../domain/tickets';
import { orderCopy } from './order-copy';

/** Keeps the ticket of a paid order reserved for good, because it is sold, and issues its pass. */
export class OrderCompletedListener extends DurableListener<OrderCompletedEvent> {
  readonly subject = Subjects.OrderCompleted;

  constructor(
    private readonly tickets: Pick<Tickets, 'followOrder'>,
    private readonly passes: Pick<Passes, 'issue'>,
  ) {
    super();
  }

  async handle(order: ReceivedData<OrderCompletedEvent>): Promise<void> {
    const copy = orderCopy(order, OrderStatus.Complete);
    const { occurredAt } = order;
    const completed = occurredAt === undefined ? {} : { completedAt: new Date(occurredAt) };
    const ticket = await this.tickets.followOrder({ ...copy, ...completed });
    await this.passes.issue(copy, ticket);
  }
}
