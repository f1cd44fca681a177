import { ObjectId } from 'mongodb';

import type { Site } from './platform';

const batch = 1_000;

/** In batches, so that none is too large for one message. */
export async function insert(
  collection: { insertMany(documents: object[]): Promise<unknown> },
  count: number,
  make: (i: number) => object,
): Promise<void> {
  for (let i = 0; i < count; i += batch) {
    const size = Math.min(batch, count - i);
    await collection.insertMany(Array.from({ length: size }, (_, k) => make(i + k)));
  }
}

/** Tickets on sale with their replicas in orders, whose events were published long ago. */
export async function fillTickets(site: Site, count: number, userId = 'seller'): Promise<string[]> {
  const ids = Array.from({ length: count }, () => new ObjectId());
  const replica = (i: number) => ({
    _id: ids[i],
    title: `Seat ${i}`,
    priceInCents: 2_500 + (i % 5_000),
    userId,
    version: 0,
  });
  const ticket = (i: number) => ({ ...replica(i), outbox: [] });
  await insert(site.collection('tickets', 'tickets'), count, ticket);
  await insert(site.collection('orders', 'tickets'), count, replica);
  return ids.map(String);
}

/** Accounts that can get mail, and cannot sign in with a password. */
export async function fillUsers(site: Site, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => new ObjectId());
  await insert(site.collection('auth', 'users'), count, (i) => ({
    _id: ids[i],
    email: `person-${i}@example.com`,
    passwordHash: 'none',
    version: 0,
    outbox: [],
  }));
  return ids.map(String);
}

export const ordersOfBuyer = 20;

/** A complete order. The buyers are `buyer-0`, `buyer-1`, and so on. */
export const anOrder = (i: number) => ({
  status: 'complete',
  userId: `buyer-${Math.floor(i / ordersOfBuyer)}`,
  expiresAt: new Date(Date.now() - 60 * 60_000),
  ticket: { id: String(new ObjectId()), title: `Seat ${i}`, priceInCents: 2_500, version: 0 },
  slot: String(new ObjectId()),
  version: 1,
  outbox: [],
});

/** Complete orders; those before `from` are stored already. */
export const fillOrders = (site: Site, count: number, from = 0): Promise<void> =>
  insert(site.collection('orders', 'orders'), count, (i) => {
    const order = anOrder(from + i);
    return { ...order, _id: new ObjectId(order.slot), place: order.slot };
  });
