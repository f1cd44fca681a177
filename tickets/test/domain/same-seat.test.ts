import type { Versioned } from '@ticketing-dev/common';
import { anId, MemoryAggregateStore, MemoryReplicaStore } from '@ticketing-dev/common/testing';

import type { OrderCopy, Ticket } from '../../src/domain/ticket';
import { createTickets } from '../../src/domain/tickets';

const seat = { eventName: 'Jazz', startsAt: '2030-06-12T18:00:00.000Z', timeZone: 'UTC' };
const offer = { title: 'Jazz', priceInCents: 2_000, details: { ...seat, row: '4', seat: '12' } };

const onSale = (unique: 'seatKey'[]) => {
  const store = new MemoryAggregateStore<Ticket>(unique, {
    step: () => new Promise(setImmediate),
  });
  const orders = new MemoryReplicaStore<OrderCopy>();
  const deletedUsers = new MemoryReplicaStore<Versioned>();
  return { store, instance: () => createTickets({ tickets: store, orders, deletedUsers }) };
};

/** Offers one seat ten times concurrently, each at another instance. */
async function offerTenTimes(unique: 'seatKey'[]): Promise<number> {
  const { store, instance } = onSale(unique);
  const each = Array.from({ length: 10 }, () => instance().create('seller', offer));
  await Promise.allSettled(each);
  return store.all().length;
}

describe('one seat, offered ten times by one seller concurrently', () => {
  it('is one ticket', async () => {
    expect(await offerTenTimes(['seatKey'])).toBe(1);
  });

  it('would be ten tickets without the unique index', async () => {
    expect(await offerTenTimes([])).toBe(10);
  });
});

describe('a seat', () => {
  const refusal = 'You have put this seat on sale already';

  it('is the same in another spelling, for another price and with another title', async () => {
    const tickets = onSale(['seatKey']).instance();
    await tickets.create('seller', offer);

    const again = { ...offer.details, eventName: 'JAZZ', venue: 'Elsewhere' };

    await expect(
      tickets.create('seller', { title: 'Again', priceInCents: 1, details: again }),
    ).rejects.toThrow(refusal);
  });

  it.each([
    ['of another seller', 'other', {}],
    ['of another start', 'seller', { startsAt: '2030-06-13T18:00:00.000Z' }],
    ['of another section', 'seller', { section: 'Balcony' }],
    ['of another row', 'seller', { row: '5' }],
    ['with another number', 'seller', { seat: '13' }],
    ['without a number', 'seller', { seat: null }],
    ['without an event', 'seller', { eventName: null }],
  ])('%s is another one', async (_what, seller, changes) => {
    const { store, instance } = onSale(['seatKey']);
    const details = { ...offer.details, ...changes };

    await instance().create('seller', offer);
    await instance().create(seller, { ...offer, details });

    expect(store.all()).toHaveLength(2);
  });

  it('cannot become that of another ticket by a change', async () => {
    const tickets = onSale(['seatKey']).instance();
    await tickets.create('seller', offer);
    const other = await tickets.create('seller', { ...offer, details: { ...seat, seat: '13' } });

    await expect(
      tickets.update(other.id, 'seller', { ...offer, details: { row: '4', seat: '12' } }),
    ).rejects.toThrow(refusal);
  });

  it('is offered once if the answer of its insert was lost', async () => {
    const { store, instance } = onSale(['seatKey']);
    const id = anId('a'.repeat(24));

    await instance().create('seller', offer, id);
    const again = await instance().create('seller', offer, id);

    expect(again.id).toBe(id);
    expect(store.all()).toHaveLength(1);
  });
});
