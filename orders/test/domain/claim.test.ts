import { DuplicateKeyError } from '@ticketing-dev/common';
import {
  fixedClock,
  MemoryAggregateStore,
  MemoryReplicaStore,
} from '@ticketing-dev/common/testing';

import type { Order, TicketCopy } from '../../src/domain/order';
import { createOrders } from '../../src/domain/orders';

const ticket: TicketCopy = {
  id: 'bbbbbbbbbbbbbbbbbbbbbbb1',
  version: 0,
  title: 'Row 1',
  priceInCents: 500,
};

async function setUp() {
  const clock = fixedClock();
  const orders = new MemoryAggregateStore<Order>(['slot'], { now: clock.now });
  const tickets = new MemoryReplicaStore<TicketCopy>();
  await tickets.keepNewest(ticket);
  return {
    clock,
    orders,
    rules: createOrders({ orders, tickets, now: clock.now, holdSeconds: 900 }),
  };
}

const request = { userId: 'buyer', ticketId: ticket.id };

describe('a claim', () => {
  it('recognises its own order when the answer of its insert was lost', async () => {
    const { orders, rules } = await setUp();
    const insert = orders.insert.bind(orders);
    orders.insert = async (order, announce) => {
      await insert(order, announce);
      throw new DuplicateKeyError('what a driver says that has sent the insert twice');
    };

    const order = await rules.create(request);

    expect(await orders.find(order.id)).toEqual(order);
  });

  it('ends at the deadline, not before it', async () => {
    const { clock, rules } = await setUp();
    await rules.create(request);

    clock.advance(899_999);
    await expect(rules.create({ ...request, userId: 'next' })).rejects.toThrow('already reserved');
    clock.advance(1);

    await expect(rules.create({ ...request, userId: 'next' })).resolves.toMatchObject({
      userId: 'next',
    });
  });
});
