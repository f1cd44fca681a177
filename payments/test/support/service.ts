import {
  createIdempotency,
  createLimits,
  createSessions,
  type Env,
  type Id,
  type OrderCreatedEvent,
  OrderStatus,
  type ReceivedData,
  silentLogger,
  systemClock,
} from '@ticketing-dev/common';
import {
  anId,
  dropAndClose,
  eventsIn,
  fixedClock,
  type FixedClock,
  testDatabase,
  testJwtKey,
} from '@ticketing-dev/common/testing';
import type { Express, RequestHandler } from 'express';
import type { Connection } from 'mongoose';

import { createApp } from '../../src/app';
import type { Payment } from '../../src/domain/payment';
import { createPayments, type Payments } from '../../src/domain/payments';
import { keepOrderIn } from '../../src/events/listeners/order-copy';
import { OrderCancelledListener } from '../../src/events/listeners/order-cancelled-listener';
import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';
import { OrderCreatedListener } from '../../src/events/listeners/order-created-listener';
import { cardLimits, readLimits } from '../../src/limits';
import { deletedUserStore } from '../../src/models/deleted-user';
import { orderStore } from '../../src/models/order';
import { paymentStore } from '../../src/models/payment';
import { FakeGateway } from './fake-gateway';

/** The service without its process: on a real database, with a fake Stripe and nobody to relay its events. */
export interface TestService {
  readonly app: Express;
  readonly payments: Payments;
  readonly store: ReturnType<typeof paymentStore>;
  readonly orders: ReturnType<typeof orderStore>;
  readonly gateway: FakeGateway;
  readonly connection: Connection;
  /** The clock of its database. */
  readonly clock: FixedClock;
  readonly hear: {
    readonly created: OrderCreatedListener;
    readonly cancelled: OrderCancelledListener;
    readonly completed: OrderCompletedListener;
  };
  /** How often the settle loop was kicked. */
  kicks(): number;
  newId(): Id;
  /** An order that the service has heard of. */
  anOrder(
    overrides?: Partial<ReceivedData<OrderCreatedEvent>>,
  ): Promise<ReceivedData<OrderCreatedEvent>>;
  /** Every attempt to pay for an order, oldest first. */
  paymentsOf(orderId: Id): Promise<readonly Payment[]>;
  readonly eventsOf: ReturnType<typeof eventsIn>;
  close(): Promise<void>;
}

const quarterOfAnHour = 15 * 60 * 1_000;

export const { Created, Complete, Cancelled } = OrderStatus;

/** An order as the orders service says it. */
export const anOrderState = (
  overrides: Partial<ReceivedData<OrderCreatedEvent>> & { readonly id: Id },
): ReceivedData<OrderCreatedEvent> => ({
  version: 0,
  status: Created,
  userId: 'buyer',
  expiresAt: new Date(Date.now() + quarterOfAnHour).toISOString(),
  ticket: { id: anId('bbbbbbbbbbbbbbbbbbbbbbb1'), title: 'Row 1', price: 19.99, version: 0 },
  ...overrides,
});

/** Takes the guard away: every request runs, whatever its `Idempotency-Key`. */
export const notIdempotent: RequestHandler = (_request, _response, next) => next();

/** @param env settings of its limits */
export async function startService(
  env: Env = { LIMITS: 'off' },
  { idempotent }: { readonly idempotent?: RequestHandler } = {},
): Promise<TestService> {
  const clock = fixedClock(new Date());
  const database = testDatabase(clock.now);
  const store = paymentStore(database);
  const orders = orderStore(database);
  const gateway = new FakeGateway(systemClock);
  const logger = silentLogger();
  const config = readLimits(env);
  const limits = createLimits({ rows: database.limitRows(), logger, areOff: config.areOff });
  const payments = createPayments({
    payments: store,
    orders,
    deletedUsers: deletedUserStore(database),
    gateway,
    now: systemClock,
    logger,
    wait: () => new Promise(setImmediate),
    cardLimits: cardLimits(limits, config),
  });
  const keys = database.idempotencyKeys();
  const idempotency = createIdempotency({ store: keys, jwtKey: testJwtKey, logger });
  let kicks = 0;
  const kick = (): void => void (kicks += 1);
  const keep = keepOrderIn(payments, kick);
  const created = new OrderCreatedListener(keep);
  await database.open();
  return {
    app: createApp({
      payments,
      sessions: createSessions(testJwtKey),
      idempotent: idempotent ?? idempotency.middleware,
      logger,
    }),
    payments,
    store,
    orders,
    gateway,
    connection: database.connection,
    clock,
    hear: {
      created,
      cancelled: new OrderCancelledListener(keep),
      completed: new OrderCompletedListener(keep),
    },
    kicks: () => kicks,
    newId: () => store.nextId(),
    async anOrder(overrides = {}) {
      const order = anOrderState({ id: store.nextId(), ...overrides });
      await created.handle(order);
      return order;
    },
    paymentsOf: (orderId) =>
      store.query({ where: { orderId }, order: 'oldest first', limit: 1_000 }),
    eventsOf: eventsIn(store),
    close: () => dropAndClose(database),
  };
}
