import { randomUUID } from 'node:crypto';

import {
  type AggregateStore,
  type Id,
  noLimit,
  OrderStatus,
  type Outbox,
  type ReplicaStore,
  silentLogger,
  systemClock,
  type Versioned,
} from '@ticketing-dev/common';
import { type Database, deletedUserStore } from '@ticketing-dev/common/mongo';
import { createAccounts } from '@ticketing-dev/auth/domain/accounts';
import type { Mail, MailStart } from '@ticketing-dev/auth/domain/mail';
import { createMails } from '@ticketing-dev/auth/domain/mails';
import type { User } from '@ticketing-dev/auth/domain/user';
import { createUserSessions } from '@ticketing-dev/auth/domain/user-sessions';
import { mailStartStore, mailStore } from '@ticketing-dev/auth/models/mail';
import { userStore } from '@ticketing-dev/auth/models/user';
import type { Order, TicketCopy } from '@ticketing-dev/orders/domain/order';
import { createOrders } from '@ticketing-dev/orders/domain/orders';
import { orderStore } from '@ticketing-dev/orders/models/order';
import { ticketStore as ticketCopies } from '@ticketing-dev/orders/models/ticket';
import type { OrderCopy as PayableOrder, Payment } from '@ticketing-dev/payments/domain/payment';
import { createPayments } from '@ticketing-dev/payments/domain/payments';
import { orderStore as payableOrders } from '@ticketing-dev/payments/models/order';
import { paymentStore } from '@ticketing-dev/payments/models/payment';
import { createAdmissions } from '@ticketing-dev/tickets/domain/admissions';
import type { Door } from '@ticketing-dev/tickets/domain/door';
import { createDoors } from '@ticketing-dev/tickets/domain/doors';
import type { Pass } from '@ticketing-dev/tickets/domain/pass';
import { createPassKeys, type StoredPassKey } from '@ticketing-dev/tickets/domain/pass-keys';
import { createPasses } from '@ticketing-dev/tickets/domain/passes';
import { createSales } from '@ticketing-dev/tickets/domain/sales';
import type { OrderCopy, Ticket } from '@ticketing-dev/tickets/domain/ticket';
import { createTickets } from '@ticketing-dev/tickets/domain/tickets';
import { doorStore } from '@ticketing-dev/tickets/models/door';
import { orderStore as orderCopies } from '@ticketing-dev/tickets/models/order';
import { passStore } from '@ticketing-dev/tickets/models/pass';
import { passKeyStore } from '@ticketing-dev/tickets/models/pass-key';
import { ticketStore } from '@ticketing-dev/tickets/models/ticket';
import { ObjectId } from 'mongodb';

import { insert } from '../bench/fill';

export const owners = ['auth', 'tickets', 'orders', 'payments'] as const;
export type Owner = (typeof owners)[number];

type Owned<T extends Versioned> = AggregateStore<T> & Outbox;

/** Every store of every service, by its collection. */
interface Stores {
  readonly 'auth.users': Owned<User>;
  readonly 'auth.mails': Owned<Mail>;
  readonly 'auth.mailstarts': Owned<MailStart>;
  readonly 'tickets.tickets': Owned<Ticket>;
  readonly 'tickets.orders': ReplicaStore<OrderCopy>;
  readonly 'tickets.passes': Owned<Pass>;
  readonly 'tickets.passkeys': Owned<StoredPassKey>;
  readonly 'tickets.doors': Owned<Door>;
  readonly 'tickets.deletedusers': ReplicaStore<Versioned>;
  readonly 'orders.orders': Owned<Order>;
  readonly 'orders.tickets': ReplicaStore<TicketCopy>;
  readonly 'payments.payments': Owned<Payment>;
  readonly 'payments.orders': ReplicaStore<PayableOrder>;
  readonly 'payments.deletedusers': ReplicaStore<Versioned>;
}

export const storesOn = (databases: Readonly<Record<Owner, Database>>): Stores => ({
  'auth.users': userStore(databases.auth),
  'auth.mails': mailStore(databases.auth),
  'auth.mailstarts': mailStartStore(databases.auth),
  'tickets.tickets': ticketStore(databases.tickets),
  'tickets.orders': orderCopies(databases.tickets),
  'tickets.passes': passStore(databases.tickets),
  'tickets.passkeys': passKeyStore(databases.tickets),
  'tickets.doors': doorStore(databases.tickets),
  'tickets.deletedusers': deletedUserStore(databases.tickets),
  'orders.orders': orderStore(databases.orders),
  'orders.tickets': ticketCopies(databases.orders),
  'payments.payments': paymentStore(databases.payments),
  'payments.orders': payableOrders(databases.payments),
  'payments.deletedusers': deletedUserStore(databases.payments),
});

const never = (): Promise<never> => Promise.reject(new Error('no hot query calls Stripe'));

const passKeysOf = (stores: Stores) =>
  createPassKeys({ store: stores['tickets.passkeys'], secret: 'the key of the hot queries' });

/** The services' own use cases. */
export const useCases = (stores: Stores) => ({
  accounts: createAccounts({
    users: stores['auth.users'],
    passwords: {
      hash: (password) => Promise.resolve(password),
      verify: (password, hash) => Promise.resolve(password === hash),
      isOutdated: () => false,
    },
    turns: { check: () => undefined, take: (_line, _caller, work) => work() },
    limits: {
      signInsPerAccount: noLimit,
      signInsPerDevice: noLimit,
      signInsPerAddress: noLimit,
      signUpsPerAddress: noLimit,
      mailLinksPerAccount: noLimit,
      mailLinksPerAddress: noLimit,
    },
    now: systemClock,
    sessions: createUserSessions({
      users: stores['auth.users'],
      ended: { end: () => Promise.resolve() },
      now: systemClock,
      newSid: randomUUID,
      logger: silentLogger(),
    }),
  }),
  mails: createMails({
    mails: stores['auth.mails'],
    starts: stores['auth.mailstarts'],
    users: stores['auth.users'],
    links: { tokenOf: () => undefined },
    mailer: { send: () => Promise.resolve() },
    publicUrl: 'https://ticketing.dev',
    now: systemClock,
    wait: () => Promise.resolve(),
    logger: silentLogger(),
  }),
  tickets: createTickets({
    tickets: stores['tickets.tickets'],
    orders: stores['tickets.orders'],
    deletedUsers: stores['tickets.deletedusers'],
  }),
  passes: createPasses({
    passes: stores['tickets.passes'],
    orders: stores['tickets.orders'],
    tickets: stores['tickets.tickets'],
    keys: passKeysOf(stores),
    logger: silentLogger(),
  }),
  admissions: createAdmissions({
    passes: stores['tickets.passes'],
    keys: passKeysOf(stores),
    now: systemClock,
  }),
  doors: createDoors({
    doors: stores['tickets.doors'],
    tickets: stores['tickets.tickets'],
    now: systemClock,
  }),
  sales: createSales({ tickets: stores['tickets.tickets'], orders: stores['tickets.orders'] }),
  orders: createOrders({
    orders: stores['orders.orders'],
    tickets: stores['orders.tickets'],
    now: systemClock,
    holdSeconds: 900,
  }),
  payments: createPayments({
    payments: stores['payments.payments'],
    orders: stores['payments.orders'],
    deletedUsers: stores['payments.deletedusers'],
    gateway: { authorise: never, find: never, capture: never, release: never, refund: never },
    now: systemClock,
    logger: silentLogger(),
    wait: () => Promise.resolve(),
  }),
  outbox: stores['orders.orders'],
});
type UseCases = ReturnType<typeof useCases>;

/** A frequent query of a collection that only grows. */
interface HotQuery {
  readonly title: string;
  readonly of: keyof Stores;
  /** The index that its schema declares. */
  readonly index: Readonly<Record<string, 1 | -1>>;
  /** Calls a use case that sends it, possibly with queries by `_id`. */
  readonly ask: (services: UseCases, newId: () => Id) => Promise<unknown>;
}

const refused = (): undefined => undefined;
const page = { limit: 20 };
const aDoor: Door = {
  id: String(new ObjectId()) as Id,
  version: 0,
  userId: 'seller-7',
  name: 'North gate',
  eventKey: 'event-7',
  eventName: 'Jazz',
  tokenHash: 'hash',
  expiresAt: new Date(),
};

export const hotQueries: readonly HotQuery[] = [
  {
    title: 'an account by its e-mail',
    of: 'auth.users',
    index: { email: 1 },
    ask: ({ accounts }) =>
      accounts
        .signIn(
          { email: 'user-7@test.dev', password: 'wrong' },
          { address: '127.0.0.1', signal: new AbortController().signal },
        )
        .catch(refused),
  },
  {
    title: 'the mails that are due',
    of: 'auth.mails',
    index: { state: 1, dueAt: 1 },
    ask: ({ mails }) => mails.sendDue(),
  },
  {
    title: 'the first page of the tickets on sale',
    of: 'tickets.tickets',
    index: { orderId: 1, offSale: 1, _id: -1 },
    ask: ({ tickets }) => tickets.listOnSale(page),
  },
  {
    title: 'a seller’s tickets, newest first',
    of: 'tickets.tickets',
    index: { userId: 1, _id: -1 },
    ask: ({ tickets }) => tickets.listBySeller('seller-7', page),
  },
  {
    title: 'a ticket’s orders, newest first',
    of: 'tickets.orders',
    index: { ticketId: 1, _id: -1 },
    async ask({ tickets }, newId) {
      const { id: ticketId } = await tickets.create('seller', { title: 'Row 1', priceInCents: 1 });
      await tickets.followOrder({ id: newId(), version: 0, ticketId, status: OrderStatus.Created });
    },
  },
  {
    title: 'a pass by its typed code',
    of: 'tickets.passes',
    index: { typedHash: 1 },
    ask: ({ admissions }) =>
      admissions.admit(aDoor, { attemptId: 'attempt-1', code: '0000-0000-0000' }),
  },
  {
    title: 'the passes of an event, in the order of seats',
    of: 'tickets.passes',
    index: { eventKey: 1, _id: 1 },
    ask: ({ admissions }) => admissions.list(aDoor, undefined),
  },
  {
    title: 'the number of passes of an event that are used',
    of: 'tickets.passes',
    index: { eventKey: 1, state: 1 },
    ask: ({ admissions }) => admissions.count(aDoor),
  },
  {
    title: 'the passes of a seller’s sold tickets',
    of: 'tickets.passes',
    index: { orderId: 1 },
    ask: ({ passes }, newId) => passes.ofOrders([newId(), newId()]),
  },
  {
    title: 'a seller’s doors, newest first',
    of: 'tickets.doors',
    index: { userId: 1, _id: -1 },
    ask: ({ doors }) => doors.listBySeller('seller-7', page),
  },
  {
    title: 'the door of a link',
    of: 'tickets.doors',
    index: { tokenHash: 1 },
    ask: ({ doors }) => doors.enter('x'.repeat(43)).catch(refused),
  },
  {
    title: 'a seller’s sales, newest first',
    of: 'tickets.orders',
    index: { sellerId: 1, status: 1, _id: -1 },
    ask: ({ sales }) => sales.list('seller-7', page),
  },
  {
    title: 'the number of a seller’s sales',
    of: 'tickets.orders',
    index: { sellerId: 1, status: 1, _id: -1 },
    ask: ({ sales }) => sales.count('seller-7'),
  },
  {
    title: 'a buyer’s orders, newest first',
    of: 'orders.orders',
    index: { userId: 1, _id: -1 },
    ask: ({ orders }) => orders.listByBuyer('buyer-7', page),
  },
  {
    title: 'the order that holds a ticket',
    of: 'orders.orders',
    index: { slot: 1 },
    async ask({ orders }, newId) {
      const ticket = { id: newId(), version: 0, title: 'Row 1', priceInCents: 1 };
      await orders.keepTicket(ticket);
      await orders.create({ userId: 'first', ticketId: ticket.id });
      await orders.create({ userId: 'second', ticketId: ticket.id }).catch(refused);
    },
  },
  {
    title: 'the orders that are overdue',
    of: 'orders.orders',
    index: { status: 1, expiresAt: 1 },
    ask: ({ orders }) => orders.sweepOverdue(),
  },
  {
    title: 'the aggregates for the relay’s sweep',
    of: 'orders.orders',
    index: { pendingSince: 1 },
    ask: ({ outbox }) => outbox.pendingSince(new Date(), 100),
  },
  {
    title: 'the number of pending events',
    of: 'orders.orders',
    index: { pendingSince: 1 },
    ask: ({ outbox }) => outbox.countPending(),
  },
  {
    title: 'the oldest pending event',
    of: 'orders.orders',
    index: { pendingSince: 1 },
    ask: ({ outbox }) => outbox.oldestPending(),
  },
  {
    title: 'the current payment for an order',
    of: 'payments.payments',
    index: { slot: 1 },
    ask: showPayment,
  },
  {
    title: 'the newest payment for an order',
    of: 'payments.payments',
    index: { orderId: 1, _id: -1 },
    ask: showPayment,
  },
  {
    title: 'the payments to be settled, oldest first',
    of: 'payments.payments',
    index: { status: 1, _id: 1 },
    ask: ({ payments }) => payments.settle(),
  },
  {
    title: 'the refunds to be sent, oldest first',
    of: 'payments.payments',
    index: { refund: 1, _id: 1 },
    ask: ({ payments }) => payments.settle(),
  },
  {
    title: 'the payments of a deleted account, oldest first',
    of: 'payments.payments',
    index: { userId: 1, _id: 1 },
    ask: ({ payments }, newId) => payments.forget({ id: newId(), version: 0 }),
  },
  {
    title: 'the authorised payments of orders that have just ended',
    of: 'payments.payments',
    index: { slot: 1 },
    async ask({ payments }, newId) {
      const order = { id: newId(), version: 1, status: OrderStatus.Complete };
      await payments.keepOrder(order);
      await payments.settleEnded();
    },
  },
  {
    title: 'the payments that are not settled in time',
    of: 'payments.payments',
    index: { status: 1, _id: 1 },
    ask: ({ payments }) => payments.raiseAlarm(),
  },
];

async function showPayment({ payments }: UseCases, newId: () => Id): Promise<void> {
  const order = {
    id: newId(),
    version: 0,
    status: OrderStatus.Created,
    userId: 'buyer',
    expiresAt: new Date(),
    priceInCents: 1,
  };
  await payments.keepOrder(order);
  await payments.show(order.id, 'buyer').catch(refused);
}

const count = 20_000;
const hour = 60 * 60_000;
const longAgo = new Date(Date.now() - hour);
const anObjectId = (): string => String(new ObjectId());
const isOpen = (i: number): boolean => i % 100 === 0;
const statusOf = (i: number): string => (isOpen(i) ? 'created' : 'complete');

/** Documents as there are after a long time: of many people, and one in a hundred is open. */
const past: { readonly [K in keyof Stores]?: (i: number) => object } = {
  'auth.users': (i) => ({ email: `user-${i}@test.dev`, passwordHash: 'hash' }),
  'auth.mails': (i) => ({
    key: `event-${i} bought`,
    kind: 'bought',
    userId: anObjectId(),
    state: isOpen(i) ? 'waiting' : 'sent',
    tries: 0,
    dueAt: isOpen(i) ? new Date(Date.now() + hour) : longAgo,
  }),
  'tickets.tickets': (i) => ({
    title: `Seat ${i}`,
    priceInCents: i + 1,
    userId: `seller-${i % 1_000}`,
    ...(i % 10 === 0 ? { orderId: anObjectId() } : {}),
  }),
  'tickets.orders': (i) => ({
    ticketId: anObjectId(),
    status: statusOf(i),
    sellerId: `seller-${i % 1_000}`,
  }),
  'tickets.passes': (i) => ({
    orderId: anObjectId(),
    userId: `buyer-${i % 1_000}`,
    sellerId: `seller-${i % 1_000}`,
    eventKey: `event-${i % 1_000}`,
    title: `Seat ${i}`,
    serial: 1,
    keyId: '00000000',
    typedHash: `hash-${i}`,
    state: isOpen(i) ? 'valid' : 'admitted',
    listed: true,
  }),
  'tickets.doors': (i) => ({
    userId: `seller-${i % 1_000}`,
    name: 'North gate',
    eventKey: `event-${i % 1_000}`,
    eventName: 'Jazz',
    tokenHash: `hash-${i}`,
    expiresAt: longAgo,
  }),
  'orders.orders': (i) => ({
    status: statusOf(i),
    userId: `buyer-${i % 1_000}`,
    expiresAt: isOpen(i) ? new Date(Date.now() + hour) : longAgo,
    ticket: { id: anObjectId(), title: `Seat ${i}`, priceInCents: i + 1, version: 0 },
    slot: anObjectId(),
    place: anObjectId(),
  }),
  'payments.payments': (i) => ({
    orderId: anObjectId(),
    userId: `buyer-${i % 1_000}`,
    slot: anObjectId(),
    amountInCents: i + 1,
    status: 'captured',
    createdAt: longAgo,
    askedAt: longAgo,
  }),
};

interface Collections {
  collection(name: string): { insertMany(documents: object[]): Promise<unknown> };
}

/** Fills a service's database with 20,000 documents in each collection. */
export async function fill(owner: Owner, database: Collections): Promise<void> {
  for (const [of, make] of Object.entries(past)) {
    const [whose, name = ''] = of.split('.');
    if (whose !== owner) continue;
    const document = (i: number) => ({ ...make(i), version: 0, outbox: [] });
    await insert(database.collection(name), count, document);
  }
}
