import { ObjectId } from 'mongodb';

import type { Site } from './platform';

const atOnce = 1_000;

/** In lots, of which none is too large for one message. */
export async function insert(
  collection: { insertMany(documents: object[]): Promise<unknown> },
  count: number,
  make: (i: number) => object,
): Promise<void> {
  for (let i = 0; i < count; i += atOnce) {
    const size = Math.min(atOnce, count - i);
    await collection.insertMany(Array.from({ length: size }, (_, k) => make(i + k)));
  }
}

/** Tickets on sale, with their copies in orders, as if they had been put on sale and told of long ago. */
export async function fillTickets(site: Site, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => new ObjectId());
  const offer = (i: number) => ({ title: `Seat ${i}`, priceInCents: 2_500 + (i % 5_000) });
  const [tickets, orders] = [await site.databaseOf('tickets'), await site.databaseOf('orders')];
  await insert(tickets.db().collection('tickets'), count, (i) => ({
    _id: ids[i],
    ...offer(i),
    userId: 'seller',
    version: 0,
    outbox: [],
  }));
  await insert(orders.db().collection('tickets'), count, (i) => ({
    _id: ids[i],
    ...offer(i),
    version: 0,
  }));
  return ids.map(String);
}

/** Orders of the past, 20 of each buyer: `buyer-0`, `buyer-1`, …; those before `from` are there already. */
export async function fillOrders(site: Site, count: number, from = 0): Promise<void> {
  const orders = await site.databaseOf('orders');
  await insert(orders.db().collection('orders'), count, (i) => {
    const _id = new ObjectId();
    return {
      _id,
      status: 'complete',
      userId: `buyer-${Math.floor((from + i) / 20)}`,
      expiresAt: new Date(Date.now() - 60 * 60_000),
      ticket: { id: String(new ObjectId()), title: `Seat ${i}`, priceInCents: 2_500, version: 0 },
      slot: String(_id),
      place: String(_id),
      version: 1,
      outbox: [],
    };
  });
}
