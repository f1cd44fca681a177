import {
  DurableListener,
  type OrderCompletedEvent,
  type ReceivedData,
  Subjects,
} from '@ticketing-dev/common';

import type { Passes } from '../../domain/passes';
import type { Tickets } from '../../domain/tickets';
import { orderCopies } from './order-copy';

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
    const copy = orderCopies['order:completed'](order);
    const ticket = await this.tickets.followOrder(copy);
    await this.passes.issue(copy, ticket);
  }
}
