import { type Id, OrderStatus, type Versioned } from '@ticketing-dev/common';
import {
  anId,
  MemoryAggregateStore,
  MemoryReplicaStore,
  type Step,
} from '@ticketing-dev/common/testing';

import type { OrderCopy, Ticket } from '../../src/domain/ticket';
import { createTickets } from '../../src/domain/tickets';

const atOnce: Step = () => Promise.resolve();
const deletedUsers = new MemoryReplicaStore<Versioned>();

describe('a reservation', () => {
  it('ends if its cancellation comes between the read and the write', async () => {
    const database = new MemoryAggregateStore<Ticket>();
    const orders = new MemoryReplicaStore<OrderCopy>();
    const other = createTickets({ tickets: database.connect(atOnce), orders, deletedUsers });
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
      deletedUsers,
    });

    await slow.followOrder(created);

    const ticket = await database.find(id);
    expect(ticket).not.toHaveProperty('orderId');
  });
});

describe('a ticket whose order is complete', () => {
  const at = (id: string, ticketId: Id) => (status: OrderStatus, version: number) => ({
    id: anId(id.repeat(24)),
    version,
    ticketId,
    status,
    sellerId: 'seller',
  });

  async function twoInstances() {
    const database = new MemoryAggregateStore<Ticket>();
    const orders = new MemoryReplicaStore<OrderCopy>();
    const steps: string[] = [];
    const instance = (step: Step) =>
      createTickets({ tickets: database.connect(step), orders, deletedUsers });
    const [mine, other] = [
      instance((step) => Promise.resolve(void steps.push(step))),
      instance(atOnce),
    ];
    const { id } = await other.create('seller', { title: 'Row 1', priceInCents: 2_000 });
    return { mine, other, steps, id, ticket: () => database.find(id) };
  }

  it('is not read again by the instance that reserved it', async () => {
    const { mine, steps, id, ticket } = await twoInstances();
    const order = at('b', id);
    await mine.followOrder(order(OrderStatus.Created, 0));
    steps.length = 0;

    await mine.followOrder(order(OrderStatus.Complete, 1));

    expect(steps).toEqual([]);
    expect(await ticket()).toMatchObject({ orderId: order(OrderStatus.Complete, 1).id });
  });

  it('belongs to it in the end, although another instance has reserved it for a late order since', async () => {
    const { mine, other, id, ticket } = await twoInstances();
    const [sold, late] = [at('b', id), at('c', id)];
    await mine.followOrder(sold(OrderStatus.Created, 0));
    await other.followOrder(late(OrderStatus.Created, 0));

    await mine.followOrder(sold(OrderStatus.Complete, 1));
    await mine.followOrder(late(OrderStatus.Cancelled, 1));

    expect(await ticket()).toMatchObject({ orderId: sold(OrderStatus.Complete, 1).id });
  });
});
