import { ObjectId } from 'mongodb';

import { insert } from '../../bench/fill';
import type { Owner, Stores } from './hot-queries';

const count = 20_000;
const hour = 60 * 60_000;

const longAgo = new Date(Date.now() - hour);
const id = (): string => String(new ObjectId());
/** One in a hundred is not at rest yet. */
const isOpen = (i: number): boolean => i % 100 === 0;

/** Documents as there are after a long time: most are at rest, of many people. */
const past: { readonly [K in keyof Stores]?: (i: number) => object } = {
  'auth.users': (i) => ({ email: `user-${i}@test.dev`, passwordHash: 'hash' }),
  'tickets.tickets': (i) => ({
    title: `Seat ${i}`,
    priceInCents: i + 1,
    userId: `seller-${i % 1_000}`,
    ...(i % 10 === 0 ? { orderId: id() } : {}),
  }),
  'tickets.orders': (i) => ({ ticketId: id(), status: isOpen(i) ? 'created' : 'complete' }),
  'orders.orders': (i) => ({
    status: isOpen(i) ? 'created' : 'complete',
    userId: `buyer-${i % 1_000}`,
    expiresAt: isOpen(i) ? new Date(Date.now() + hour) : longAgo,
    ticket: { id: id(), title: `Seat ${i}`, priceInCents: i + 1, version: 0 },
    slot: id(),
    place: id(),
  }),
  'payments.payments': (i) => ({
    orderId: id(),
    slot: id(),
    amountInCents: i + 1,
    status: 'captured',
    createdAt: longAgo,
    askedAt: longAgo,
  }),
};

interface Collections {
  collection(name: string): { insertMany(documents: object[]): Promise<unknown> };
}

/** Fills a service's database. */
export async function fill(owner: Owner, database: Collections): Promise<void> {
  for (const [of, make] of Object.entries(past)) {
    const [whose, name = ''] = of.split('.');
    if (whose !== owner) continue;
    const document = (i: number) => ({ ...make(i), version: 0, outbox: [] });
    await insert(database.collection(name), count, document);
  }
}
