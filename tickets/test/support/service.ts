import {
  createIdempotency,
  createLimits,
  createSessions,
  type Bus,
  type Env,
  type Id,
  type Limits,
  liveConfig,
  type Logger,
  type OrderCancelledEvent,
  type OrderCompletedEvent,
  type OrderCreatedEvent,
  OrderStatus,
  type ReceivedData,
  silentLogger,
} from '@ticketing-dev/common';
import { deletedUserStore } from '@ticketing-dev/common/mongo';
import {
  anId,
  dropAndClose,
  eventsIn,
  fixedClock,
  type FixedClock,
  MemoryBus,
  testDatabase,
  testJwtKey,
} from '@ticketing-dev/common/testing';
import type { Express, RequestHandler } from 'express';
import type { Connection } from 'mongoose';

import { type AppDeps, createApp, manyTicketsSeconds } from '../../src/app';
import { createAdmissions } from '../../src/domain/admissions';
import { createDoors } from '../../src/domain/doors';
import { createPassKeys, type PassKeys } from '../../src/domain/pass-keys';
import { createPasses, type Passes } from '../../src/domain/passes';
import { createSales } from '../../src/domain/sales';
import { createTicketSearch } from '../../src/domain/search/ticket-search';
import type { Ticket } from '../../src/domain/ticket';
import { createTickets, type Tickets } from '../../src/domain/tickets';
import { OrderCancelledListener } from '../../src/events/listeners/order-cancelled-listener';
import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';
import { OrderCreatedListener } from '../../src/events/listeners/order-created-listener';
import { PaymentRefundedListener } from '../../src/events/listeners/payment-refunded-listener';
import { readLimits, ticketLimits } from '../../src/limits';
import { createTicketChanges } from '../../src/live/ticket-changes';
import { createTicketStreams } from '../../src/live/ticket-streams';
import { doorStore } from '../../src/models/door';
import { orderStore } from '../../src/models/order';
import { passStore } from '../../src/models/pass';
import { passKeyStore } from '../../src/models/pass-key';
import { ticketStore } from '../../src/models/ticket';

/** The service without its process: on a real database, with nobody to relay its events. */
export interface TestService {
  readonly app: Express;
  /** For another instance of its app. */
  readonly deps: AppDeps;
  readonly tickets: Tickets;
  readonly store: ReturnType<typeof ticketStore>;
  readonly orders: ReturnType<typeof orderStore>;
  readonly deletedUsers: ReturnType<typeof deletedUserStore>;
  /** Delivers nothing by itself. */
  readonly bus: MemoryBus;
  readonly limits: Limits;
  readonly passes: Passes;
  readonly passStore: ReturnType<typeof passStore>;
  readonly keys: PassKeys;
  readonly connection: Connection;
  /** The clock of its database. */
  readonly clock: FixedClock;
  readonly hear: {
    readonly created: OrderCreatedListener;
    readonly cancelled: OrderCancelledListener;
    readonly completed: OrderCompletedListener;
    readonly refunded: PaymentRefundedListener;
  };
  readonly eventsOf: ReturnType<typeof eventsIn>;
  readonly passEventsOf: ReturnType<typeof eventsIn>;
  close(): Promise<void>;
}

/** Takes the guard away: every request runs, whatever its `Idempotency-Key`. */
export const notIdempotent: RequestHandler = (_request, _response, next) => next();

/** @param env settings of its limits */
export async function startService(
  env: Env = { LIMITS: 'off' },
  {
    idempotent,
    logger = silentLogger(),
  }: { readonly idempotent?: RequestHandler; readonly logger?: Logger } = {},
): Promise<TestService> {
  const clock = fixedClock(new Date());
  const database = testDatabase(clock.now);
  const config = readLimits(env);
  const limits = createLimits({ rows: database.limitRows(), logger, areOff: config.areOff });
  const store = ticketStore(database);
  const orders = orderStore(database);
  const deletedUsers = deletedUserStore(database);
  const tickets = createTickets({ tickets: store, orders, deletedUsers, minPriceInCents: 50 });
  const passes = passStore(database);
  const passKeys = createPassKeys({ store: passKeyStore(database) });
  const issued = createPasses({ passes, orders, tickets: store, keys: passKeys, logger });
  const doors = createDoors({ doors: doorStore(database), tickets: store, now: clock.now });
  const keys = database.idempotencyKeys();
  const idempotency = createIdempotency({ store: keys, jwtKey: testJwtKey, logger });
  const bus = new MemoryBus();
  const live = liveOn({ bus, tickets, limits, logger });
  store.onWritten(({ aggregateId }) => live.changes.add(aggregateId));
  const search = createTicketSearch({ store, changes: live.changes, bus, now: clock.now, logger });
  const deps: AppDeps = {
    tickets,
    search,
    passes: issued,
    keys: passKeys,
    admissions: createAdmissions({ passes, keys: passKeys, now: clock.now }),
    doors,
    sales: createSales({ tickets: store, orders }),
    sessions: createSessions(testJwtKey),
    streams: live.streams,
    limits: ticketLimits(limits, config),
    idempotent: idempotent ?? idempotency.middleware,
    idempotentMany: idempotent ?? idempotency.lasting(2 * manyTicketsSeconds),
    logger,
  };
  await database.open();
  search.loop.start();
  return {
    bus,
    limits,
    app: createApp(deps),
    deps,
    tickets,
    store,
    orders,
    deletedUsers,
    passes: issued,
    passStore: passes,
    keys: passKeys,
    connection: database.connection,
    clock,
    hear: {
      created: new OrderCreatedListener(tickets),
      cancelled: new OrderCancelledListener(tickets),
      completed: new OrderCompletedListener(tickets, issued),
      refunded: new PaymentRefundedListener(issued),
    },
    eventsOf: eventsIn(store),
    passEventsOf: eventsIn(passes),
    async close() {
      await search.loop.stop();
      live.changes.stop();
      live.streams.end();
      await dropAndClose(database);
    },
  };
}

/** The live part of one instance. */
export function liveOn({
  bus,
  tickets,
  limits,
  logger = silentLogger(),
  env = {},
}: {
  readonly bus: Bus;
  readonly tickets: Tickets;
  readonly limits: Limits;
  readonly logger?: Logger;
  readonly env?: Env;
}) {
  const changes = createTicketChanges({ bus, tickets, logger });
  const config = liveConfig(env);
  return {
    changes,
    streams: createTicketStreams({ tickets, changes, bus, config, limits, logger }),
  };
}

let lastOrder = 0;

/** Later than the ids before it, as the orders service's are. */
export const anOrderId = (): Id => anId((lastOrder += 1).toString(16).padStart(24, 'a'));

/** A new order of the ticket, as the orders service says it. */
export const anOrder = (
  ticket: Ticket,
  overrides: Partial<ReceivedData<OrderCreatedEvent>> = {},
): ReceivedData<OrderCreatedEvent> => ({
  id: anOrderId(),
  version: 0,
  status: OrderStatus.Created,
  userId: 'buyer',
  expiresAt: '2026-01-01T12:15:00.000Z',
  ticket: { id: ticket.id, title: ticket.title, price: 20, version: ticket.version },
  ...overrides,
});

/** Its cancellation, one version on. */
export const cancelled = (
  order: ReceivedData<OrderCreatedEvent>,
): ReceivedData<OrderCancelledEvent> => ({
  ...order,
  version: order.version + 1,
  status: OrderStatus.Cancelled,
  reason: 'buyer',
});

/** Its completion, one version on. */
export const completed = (
  order: ReceivedData<OrderCreatedEvent>,
): ReceivedData<OrderCompletedEvent> => ({
  ...order,
  version: order.version + 1,
  status: OrderStatus.Complete,
});
