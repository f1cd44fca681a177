import { DependencyError, DuplicateKeyError, type Id, withRequest } from '@ticketing-dev/common';
import {
  anId,
  fixedClock,
  MemoryAggregateStore,
  MemoryReplicaStore,
  spellingsOf,
} from '@ticketing-dev/common/testing';

import type { Order, TicketCopy } from '../../src/domain/order';
import { createOrders } from '../../src/domain/orders';

const ticket: TicketCopy = {
  id: anId('bbbbbbbbbbbbbbbbbbbbbbb1'),
  version: 0,
  title: 'Row 1',
  priceInCents: 500,
};

async function setUp() {
  const clock = fixedClock();
  const steps: string[] = [];
  const step = async (name: string): Promise<void> => {
    steps.push(name);
    await new Promise(setImmediate);
  };
  const orders = new MemoryAggregateStore<Order>(['slot'], { now: clock.now, step });
  const tickets = new MemoryReplicaStore<TicketCopy>();
  await tickets.keepNewest(ticket);
  const instance = () => createOrders({ orders, tickets, now: clock.now, holdSeconds: 900 });
  return { clock, instance, orders, rules: instance(), steps, tickets };
}

const request = { userId: 'buyer', ticketId: ticket.id };

/** Claims by what was asked for, as if nobody had looked what that is: the second guard taken away. */
function claimsAsAsked(
  orders: MemoryAggregateStore<Order>,
  tickets: MemoryReplicaStore<TicketCopy>,
): void {
  const askedAs = new WeakMap<TicketCopy, Id>();
  const find = tickets.find.bind(tickets);
  tickets.find = async (id) => {
    const found = await find(id);
    const own = found && { ...found };
    if (own) askedAs.set(own, id);
    return own;
  };
  const insert = orders.insert.bind(orders);
  orders.insert = (order, announce) =>
    insert({ ...order, slot: askedAs.get(order.ticket) ?? order.slot }, announce);
}

/** Ten spellings of the ticket's id; all of them name it. */
const spellings = spellingsOf(ticket.id, 10);
/** As if ids stayed as they are spelled: the first guard taken away. */
const asSpelled = (text: string): Id => text as Id;

/** Orders the ticket by each spelling concurrently, each at another instance. */
const ordersOfAll = async (
  instance: () => ReturnType<typeof createOrders>,
  enter: (text: string) => Id,
): Promise<number> => {
  const results = await Promise.allSettled(
    spellings.map((spelling, i) =>
      instance().create({ userId: `buyer ${i}`, ticketId: enter(spelling) }),
    ),
  );
  return results.filter(({ status }) => status === 'fulfilled').length;
};

describe('concurrent orders with ten spellings of one ticket', () => {
  it('are one order', async () => {
    const { instance } = await setUp();

    expect(await ordersOfAll(instance, anId)).toBe(1);
  });

  it('are one order, with only the slot of the ticket that was found', async () => {
    const { instance } = await setUp();

    expect(await ordersOfAll(instance, asSpelled)).toBe(1);
  });

  it('are one order, with only canonical ids', async () => {
    const { orders, instance, tickets } = await setUp();
    claimsAsAsked(orders, tickets);

    expect(await ordersOfAll(instance, anId)).toBe(1);
  });

  it('would be ten orders without both', async () => {
    const { orders, instance, tickets } = await setUp();
    claimsAsAsked(orders, tickets);

    expect(await ordersOfAll(instance, asSpelled)).toBe(10);
  });
});

describe('200 concurrent buyers of one ticket', () => {
  const buy = (rules: ReturnType<typeof createOrders>) =>
    Promise.allSettled(
      Array.from({ length: 200 }, (_, i) => rules.create({ ...request, userId: `buyer ${i}` })),
    );
  const sold = (results: readonly PromiseSettledResult<Order>[]): number =>
    results.filter(({ status }) => status === 'fulfilled').length;

  it('cost one insert and a few reads at one instance', async () => {
    const { rules, steps } = await setUp();

    expect(sold(await buy(rules))).toBe(1);

    expect(steps.filter((step) => step === 'insert')).toHaveLength(1);
    expect(steps.filter((step) => step === 'query').length).toBeLessThanOrEqual(2);
  });

  it('get one order at two instances', async () => {
    const { instance } = await setUp();

    const results = await Promise.all([buy(instance()), buy(instance())]);

    expect(sold(results.flat())).toBe(1);
  });

  it('would get two orders at two instances without the unique index', async () => {
    const { clock, tickets } = await setUp();
    const orders = new MemoryAggregateStore<Order>([], {
      now: clock.now,
      step: () => new Promise(setImmediate),
    });
    const instance = () => createOrders({ orders, tickets, now: clock.now, holdSeconds: 900 });

    const results = await Promise.all([buy(instance()), buy(instance())]);

    expect(sold(results.flat())).toBe(2);
  });

  it('are served after the first insert failed', async () => {
    const { orders, rules } = await setUp();
    const insert = orders.insert.bind(orders);
    let isAway = true;
    orders.insert = async (...given) => {
      if (isAway) {
        isAway = false;
        throw new DependencyError('MongoDB');
      }
      return insert(...given);
    };

    expect(sold(await buy(rules))).toBe(1);
  });

  it('read before they insert, once the ticket has been lost, and get it when it is free', async () => {
    const { orders, rules, steps } = await setUp();
    const order = await rules.create(request);
    const other = { ...request, userId: 'another buyer' };
    await expect(rules.create(other)).rejects.toThrow('Ticket is already reserved');
    steps.length = 0;

    await expect(rules.create(other)).rejects.toThrow('Ticket is already reserved');
    expect(steps).toEqual(['query']);

    await rules.cancel(order.id, order.userId);
    expect((await rules.create(other)).userId).toBe(other.userId);
    expect(orders.all()).toHaveLength(2);
  });
});

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

  it('ends without a request id if the next buyer’s request finds it overdue', async () => {
    const { clock, orders, rules } = await setUp();
    const first = await withRequest('a-orders', () => rules.create(request));
    clock.advance(900_000);

    const next = await withRequest('b-orders', () => rules.create({ ...request, userId: 'next' }));

    const events = await orders.pendingOf([first.id, next.id]);
    expect(events.map(({ subject, requestId }) => ({ subject, requestId }))).toEqual([
      { subject: 'order:created', requestId: 'a-orders' },
      { subject: 'order:cancelled', requestId: undefined },
      { subject: 'order:created', requestId: 'b-orders' },
    ]);
  });
});

describe('a payment for an order of this instance', () => {
  it('completes it without reading it again', async () => {
    const { orders, rules, steps } = await setUp();
    const { id } = await rules.create(request);
    steps.length = 0;

    await rules.complete(id);

    expect(steps).not.toContain('find');
    expect(await orders.find(id)).toMatchObject({ status: 'complete', version: 1 });
  });

  it('leaves it cancelled if another instance has cancelled it', async () => {
    const { instance, orders, rules } = await setUp();
    const { id } = await rules.create(request);
    await instance().cancel(id, request.userId);

    await rules.complete(id);

    expect(await orders.find(id)).toMatchObject({ status: 'cancelled', version: 1 });
  });
});
