import { LimitReachedError } from '@ticketing-dev/common';
import {
  fixedClock,
  MemoryAggregateStore,
  MemoryReplicaStore,
} from '@ticketing-dev/common/testing';

import type { Order, TicketCopy } from '../../src/domain/order';
import { noOrderLimits, type OrderLimits } from '../../src/domain/order-limits';
import { createOrders } from '../../src/domain/orders';

const mostOpen = 10;
const holdSeconds = 900;

const limitsOf = (most: number): OrderLimits => ({
  ...noOrderLimits,
  mostOpen: most,
  tooManyOpen: (_userId, msLeft) => new LimitReachedError('too many', msLeft / 1000),
});

async function setUp(unique: (keyof Order)[] = ['slot', 'place'], most = mostOpen) {
  const clock = fixedClock();
  const { now } = clock;
  const orders = new MemoryAggregateStore<Order>(unique, {
    now,
    // Others come in between.
    step: () => new Promise(setImmediate),
  });
  const tickets = new MemoryReplicaStore<TicketCopy>();
  const ids = Array.from({ length: 50 }, () => orders.nextId());
  for (const id of ids)
    await tickets.keepNewest({ id, version: 0, title: 'Row 1', priceInCents: 5 });
  const rules = createOrders({ orders, tickets, now, holdSeconds, limits: limitsOf(most) });
  const orderAll = async (userId: string, some = ids) => {
    const all = some.map((ticketId) => rules.create({ userId, ticketId }));
    const results = await Promise.allSettled(all);
    return {
      made: results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
      refused: results.flatMap((each) =>
        each.status === 'rejected' ? [each.reason as Error] : [],
      ),
    };
  };
  return { rules, orders, ids, orderAll, advance: (ms: number) => clock.advance(ms) };
}

describe('an account', () => {
  it('has as many open orders as places, after fifty concurrent requests', async () => {
    const { orderAll, orders } = await setUp();

    const { made, refused } = await orderAll('hoarder');

    expect(made).toHaveLength(mostOpen);
    expect(refused).toHaveLength(40);
    for (const error of refused) expect(error).toMatchObject({ retryAfterSeconds: holdSeconds });
    expect(new Set(orders.all().map(({ place }) => place)).size).toBe(mostOpen);
  });

  it('has exactly as many if it has more places than one query reads', async () => {
    const { orderAll, orders, rules, ids } = await setUp(['slot', 'place'], 45);
    const query = jest.spyOn(orders, 'query');

    const { made, refused } = await orderAll('hoarder');

    expect(made).toHaveLength(45);
    expect(refused).toHaveLength(5);
    for (const error of refused) expect(error).toMatchObject({ retryAfterSeconds: holdSeconds });
    for (const [asked] of query.mock.calls) expect(asked.limit).toBeLessThanOrEqual(20);
    const [first] = made;
    if (!first) throw new Error('no order');
    await rules.cancel(first.id, 'hoarder');
    const free = ids.filter((id) => made.every(({ ticket }) => ticket.id !== id));
    expect((await orderAll('hoarder', free)).made).toHaveLength(1);
  });

  it('would have more if places were not unique', async () => {
    const { orderAll } = await setUp(['slot']);

    expect((await orderAll('hoarder')).made.length).toBeGreaterThan(mostOpen);
  });

  it('takes no place of another account', async () => {
    const { orderAll, ids } = await setUp();
    await orderAll('hoarder', ids.slice(0, 25));

    expect((await orderAll('somebody', ids.slice(25, 35))).made).toHaveLength(10);
  });

  it('has a place for each order that it cancels or buys', async () => {
    const { orderAll, rules, ids } = await setUp();
    const { made } = await orderAll('buyer', ids.slice(0, 10));
    const [cancelled, bought] = made;
    if (!cancelled || !bought) throw new Error('no orders');
    await rules.cancel(cancelled.id, 'buyer');
    await rules.complete(bought.id);

    const again = await orderAll('buyer', ids.slice(10, 20));

    expect(again.made).toHaveLength(2);
  });

  it('has its places back when holds are over, even if they are not expired yet', async () => {
    const { orderAll, ids, advance } = await setUp();
    await orderAll('buyer', ids.slice(0, 10));
    advance(holdSeconds * 1000);

    expect((await orderAll('buyer', ids.slice(10, 20))).made).toHaveLength(10);
  });

  it('gets the error of a reserved ticket rather than that of its limit', async () => {
    const { orderAll, rules, ids } = await setUp();
    await orderAll('buyer', ids.slice(0, 10));
    const [mine] = ids;
    if (!mine) throw new Error('no ticket');

    await expect(rules.create({ userId: 'buyer', ticketId: mine })).rejects.toThrow(
      'already reserved',
    );
  });
});
