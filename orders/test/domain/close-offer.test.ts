import { DuplicateKeyError, type Id } from '@ticketing-dev/common';
import {
  anId,
  fixedClock,
  MemoryAggregateStore,
  MemoryReplicaStore,
} from '@ticketing-dev/common/testing';

import type { Order, TicketCopy } from '../../src/domain/order';
import { createOrders } from '../../src/domain/orders';

const ticketId = anId('bbbbbbbbbbbbbbbbbbbbbbb1');
const ticket: TicketCopy = { id: ticketId, version: 0, title: 'Row 1', priceInCents: 500 };
const deleted: TicketCopy = { ...ticket, version: 1 };

/** Waits for some turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) await new Promise(setImmediate);
}

/** Each step of an instance takes some turns of the event loop, so that the steps of two instances mix. */
async function setUp({ unique = ['slot'] as 'slot'[] } = {}) {
  const clock = fixedClock();
  const orders = new MemoryAggregateStore<Order>(unique, { now: clock.now });
  const tickets = new MemoryReplicaStore<TicketCopy>();
  await tickets.keepNewest(ticket);
  const instance = (pause = 1) =>
    createOrders({
      orders: orders.connect(() => turns(pause)),
      tickets,
      now: clock.now,
      holdSeconds: 900,
    });
  const live = (): Order[] => orders.all().filter(({ status }) => status !== 'cancelled');
  const closings = (): Order[] => orders.all().filter(({ isClosing }) => isClosing);
  return { clock, orders, instance, live, closings };
}

const order = (rules: ReturnType<typeof createOrders>, userId = 'buyer') =>
  rules.create({ userId, ticketId });

describe('a ticket that its seller takes off sale', () => {
  it('is off sale, and nobody can order it', async () => {
    const { instance, orders, closings } = await setUp();

    await instance().closeOffer(deleted);

    const [closing] = closings();
    expect(await orders.pendingOf([closing?.id as Id])).toMatchObject([
      { subject: 'offer:closed', version: 0, data: { id: closing?.id, version: 0, ticketId } },
    ]);
    await expect(order(instance())).rejects.toMatchObject({
      message: 'This ticket is no longer on sale',
      code: 'TICKET_OFF_SALE',
    });
  });

  it('is off sale once, however often and at however many instances it is asked for', async () => {
    const { instance, closings } = await setUp();
    const asks = Array.from({ length: 10 }, () => instance());

    await Promise.all(asks.map((rules) => rules.closeOffer(deleted)));
    await instance().closeOffer({ ...deleted, version: 2 });

    expect(closings()).toHaveLength(1);
  });

  it('stays with the buyer who was faster, and is off sale when that order ends', async () => {
    const { instance, live, closings } = await setUp();
    const { id } = await order(instance());

    await instance().closeOffer(deleted);
    expect([live().length, closings().length]).toEqual([1, 0]);
    await expect(order(instance(), 'other')).rejects.toThrow('no longer on sale');
    await instance().cancel(id, 'buyer');
    await instance().closeOffer({ ...deleted, version: 2 });

    expect([live().length, closings().length]).toEqual([0, 1]);
  });

  it('is off sale although nobody has cancelled an overdue order yet', async () => {
    const { clock, instance, live, closings } = await setUp();
    await order(instance());
    clock.advance(900_000);

    await instance().closeOffer(deleted);

    expect([live().length, closings().length]).toEqual([0, 1]);
  });

  it('stays sold', async () => {
    const { instance, live, closings } = await setUp();
    const { id } = await order(instance());
    await instance().complete(id);

    await instance().closeOffer(deleted);

    expect([live().length, closings().length]).toEqual([1, 0]);
  });

  it('is off sale if the answer of the insert was lost', async () => {
    const { instance, orders, closings } = await setUp();
    const insert = orders.insert.bind(orders);
    const rules = createOrders({
      orders: Object.assign(orders, {
        insert: async (...given: Parameters<typeof insert>) => {
          await insert(...given);
          throw new DuplicateKeyError('what a driver says that has sent the insert twice');
        },
      }),
      tickets: new MemoryReplicaStore<TicketCopy>(),
      now: fixedClock().now,
      holdSeconds: 900,
    });

    await rules.closeOffer(deleted);
    await instance().closeOffer(deleted);

    expect(closings()).toHaveLength(1);
  });

  it('shows its closing record to nobody', async () => {
    const { instance, closings } = await setUp();
    const rules = instance();
    await rules.closeOffer(deleted);
    const id = closings()[0]?.id as Id;

    await expect(rules.show(id, '')).rejects.toThrow('Not Found');
    await expect(rules.cancel(id, '')).rejects.toThrow('Not Found');
    await rules.complete(id);
    await rules.expire(id);
    await rules.sweepOverdue();
    expect(await rules.listByBuyer('buyer', { limit: 10 })).toEqual([]);
    expect(closings()).toMatchObject([{ id, version: 0 }]);
  });
});

describe('an order and a wish to take the ticket off sale, at the same time', () => {
  /** Runs the race with another mix of steps each time. Returns how often each ended first. */
  async function race(
    unique: 'slot'[],
  ): Promise<{ orders: number; closings: number; both: number }> {
    const ends = { orders: 0, closings: 0, both: 0 };
    for (let round = 0; round < 200; round += 1) {
      const { instance, live, closings } = await setUp({ unique });
      const [buyers, sellers] = [instance(1 + (round % 3)), instance(1 + (round % 2))];
      // Between a buyer who is three turns earlier, and one who is three turns later.
      const [buyerWaits, sellerWaits] = [
        Math.max(0, (round % 7) - 3),
        Math.max(0, 3 - (round % 7)),
      ];
      await Promise.allSettled([
        turns(buyerWaits).then(() => order(buyers)),
        turns(sellerWaits).then(() => sellers.closeOffer(deleted)),
      ]);
      const [sold, closed] = [live().length, closings().length];
      if (sold + closed > 1) ends.both += 1;
      else if (sold > 0) ends.orders += 1;
      else if (closed > 0) ends.closings += 1;
    }
    return ends;
  }

  it('end as one order or off sale, never as both', async () => {
    const { orders, closings, both } = await race(['slot']);

    expect(both).toBe(0);
    expect(orders + closings).toBe(200);
    expect(Math.min(orders, closings)).toBeGreaterThan(0);
  });

  it('would end as both without the unique index', async () => {
    expect((await race([])).both).toBeGreaterThan(0);
  });
});
