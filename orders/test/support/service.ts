import {
  type Clock,
  createIdempotency,
  createLimits,
  createSessions,
  type Env,
  type Id,
  liveConfig,
  type LiveStreams,
  OrderStatus,
  type PaymentCreatedEvent,
  silentLogger,
  systemClock,
  type TicketUpdatedEvent,
} from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import {
  dropAndClose,
  eventsIn,
  fixedClock,
  type FixedClock,
  MemoryBus,
  testDatabase,
  testJwtKey,
  testServer,
} from '@ticketing-dev/common/testing';
import type { Express, RequestHandler } from 'express';
import type { Connection } from 'mongoose';

import { createApp } from '../../src/app';
import type { Order, TicketCopy } from '../../src/domain/order';
import { createOrderTimeline } from '../../src/domain/order-timeline';
import { createOrders, type Orders } from '../../src/domain/orders';
import { ExpirationCompleteListener } from '../../src/events/listeners/expiration-complete-listener';
import { PaymentCreatedListener } from '../../src/events/listeners/payment-created-listener';
import { TicketCreatedListener } from '../../src/events/listeners/ticket-created-listener';
import { TicketUpdatedListener } from '../../src/events/listeners/ticket-updated-listener';
import { UserDeletedListener } from '../../src/events/listeners/user-deleted-listener';
import { createOrderStreams } from '../../src/live/order-streams';
import { orderLimits, readLimits } from '../../src/limits';
import { orderStore } from '../../src/models/order';
import { ticketStore } from '../../src/models/ticket';

/** The service without its process: on a real database, with nobody to relay its events. */
export interface TestService {
  readonly app: Express;
  readonly orders: Orders;
  readonly store: ReturnType<typeof orderStore>;
  readonly connection: Connection;
  /** The clock of its database. */
  readonly clock: FixedClock;
  readonly hear: {
    readonly ticketCreated: TicketCreatedListener;
    readonly ticketUpdated: TicketUpdatedListener;
    readonly expired: ExpirationCompleteListener;
    readonly paid: PaymentCreatedListener;
    readonly userDeleted: UserDeletedListener;
  };
  /** Delivers nothing by itself. */
  readonly bus: MemoryBus;
  readonly streams: LiveStreams;
  /** Ends a session, as its `sid` says. */
  endSession(sid: string): void;
  /** Another instance of the rules on the same database. */
  another(overrides?: { now?: Clock; holdSeconds?: number }): Orders;
  /** A ticket that the service has heard of. */
  aTicket(overrides?: Partial<TicketCopy>): Promise<TicketCopy>;
  /** Every order of a ticket, newest first. */
  ordersOf(ticketId: Id): Promise<readonly Order[]>;
  readonly eventsOf: ReturnType<typeof eventsIn>;
  /** As a start of another process would, on the same database. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export const holdSeconds = 15 * 60;

/** Takes the guard away: every request runs, whatever its `Idempotency-Key`. */
export const notIdempotent: RequestHandler = (_request, _response, next) => next();

/** @param env settings of its limits */
export async function startService(
  env: Env = { LIMITS: 'off' },
  { idempotent }: { readonly idempotent?: RequestHandler } = {},
): Promise<TestService> {
  const clock = fixedClock(new Date());
  const database = testDatabase(clock.now);
  const store = orderStore(database);
  const tickets = ticketStore(database);
  const config = readLimits(env);
  const rows = database.limitRows();
  const counting = createLimits({ rows, logger: silentLogger(), areOff: config.areOff });
  const another: TestService['another'] = (overrides = {}) =>
    createOrders({
      orders: store,
      tickets,
      now: systemClock,
      holdSeconds,
      limits: orderLimits(counting, config, overrides.holdSeconds || holdSeconds),
      ...overrides,
    });
  const orders = another();
  const logger = silentLogger();
  const keys = database.idempotencyKeys();
  const idempotency = createIdempotency({ store: keys, jwtKey: testJwtKey, logger });
  const bus = new MemoryBus();
  const live = createOrderStreams({
    orders,
    bus,
    config: liveConfig(env),
    limits: counting,
    logger,
  });
  const { streams } = live;
  const ended = new Set<string>();
  const history = database.history();
  await database.open();
  return {
    bus,
    streams,
    endSession: (sid) => void ended.add(sid),
    app: createApp({
      orders,
      timeline: createOrderTimeline({ orders, history, outbox: store }),
      sessions: createSessions(testJwtKey, { ended }),
      streams,
      idempotent: idempotent ?? idempotency.middleware,
      logger,
    }),
    orders,
    store,
    connection: database.connection,
    clock,
    hear: {
      ticketCreated: new TicketCreatedListener(orders),
      ticketUpdated: new TicketUpdatedListener(orders),
      expired: new ExpirationCompleteListener(orders),
      paid: new PaymentCreatedListener(orders),
      userDeleted: new UserDeletedListener(orders),
    },
    another,
    async aTicket(overrides = {}) {
      const ticket = {
        id: store.nextId(),
        version: 0,
        title: 'Row 1',
        priceInCents: 1_999,
        ...overrides,
      };
      await tickets.keepNewest(ticket);
      return ticket;
    },
    async ordersOf(ticketId) {
      const all = await store.query({ order: 'newest first', limit: 1_000 });
      return all.filter(({ ticket }) => ticket.id === ticketId);
    },
    eventsOf: eventsIn(store),
    async reopen() {
      const uri = `${testServer('MONGO')}/${database.connection.name}`;
      const next = new Database(uri, { logger: silentLogger(), now: systemClock });
      orderStore(next);
      await next.open();
      await next.close();
    },
    async close() {
      live.changes.stop();
      streams.end();
      await dropAndClose(database);
    },
  };
}

/** A payment of the order, as the payments service says it. */
export const aPayment = (orderId: string): PaymentCreatedEvent['data'] => ({
  id: 'ccccccccccccccccccccccc1',
  orderId,
  stripeId: 'ch_1',
});

/** A ticket as the tickets service says it. */
export const ticketState = ({
  id,
  version,
  title,
  priceInCents,
}: TicketCopy): TicketUpdatedEvent['data'] => ({
  id,
  version,
  title,
  price: priceInCents / 100,
  userId: 'seller',
});

/** An order that still holds its ticket unpaid, or has ended in either way. */
export const { Created, Complete, Cancelled } = OrderStatus;
