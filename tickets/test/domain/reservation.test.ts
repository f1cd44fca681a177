import { OrderStatus } from '@ticketing-dev/common';
import {
  anId,
  MemoryAggregateStore,
  MemoryReplicaStore,
  type Step,
} from '@ticketing-dev/common/testing';

import type { OrderCopy, Ticket } from '../../src/domain/ticket';
import { createTickets } from '../../src/domain/tickets';

const atOnce: Step = () => Promise.resolve();

describe('a reservation', () => {
  it('ends if its cancellation comes between the read and the write', async () => {
    const database = new MemoryAggregateStore<Ticket>();
    const orders = new MemoryReplicaStore<OrderCopy>();
    const other = createTickets({ tickets: database.connect(atOnce), orders });
    const { id } = await other.create('seller', { title: 'Row 1', priceInCents: 2_000 });
    const created = {
      id: anId('b'.repeat(24)),
      version: 0,
      ticketId: id,
      status: OrderStatus.Created,
    };
    const slow = createTickets({
      tickets: database.connect(async (step) => {
        if (step !== 'transition' || (await database.find(id))?.version !== 0) return;
        await other.followOrder({ ...created, version: 1, status: OrderStatus.Cancelled });
      }),
      orders,
    });

    await slow.followOrder(created);

    const ticket = await database.find(id);
    expect(ticket).not.toHaveProperty('orderId');
  });
});
