import { type Logger, OrderStatus, silentLogger, type Versioned } from '@ticketing-dev/common';
import {
  anId,
  eventsIn,
  fixedClock,
  MemoryAggregateStore,
  MemoryReplicaStore,
  type Step,
} from '@ticketing-dev/common/testing';

import type { OrderCopy, Payment } from '../../src/domain/payment';
import { createPayments } from '../../src/domain/payments';
import { FakeGateway } from './fake-gateway';

const { Created, Cancelled, Complete } = OrderStatus;

export const second = 1_000;
export const hour = 60 * 60 * second;
export const orderId = anId('aaaaaaaaaaaaaaaaaaaaaaa1');

/** What has happened at the time of a crash is in the stores and at Stripe; the rest is gone. */
export class Crash extends Error {}

/** The rules in memory: one order of 19.99 that is to be paid for, by the user `buyer`. */
export async function setUp({ unique = ['slot'] }: { unique?: 'slot'[] } = {}) {
  const clock = fixedClock();
  const steps: { at: Step } = { at: () => Promise.resolve() };
  const errors: unknown[] = [];
  const logger: Logger = silentLogger();
  logger.error = (...line: unknown[]) => void errors.push(line);
  const payments = new MemoryAggregateStore<Payment>(unique, {
    now: clock.now,
    step: (name) => steps.at(name),
  });
  const orders = new MemoryReplicaStore<OrderCopy>();
  const deletedUsers = new MemoryReplicaStore<Versioned>();
  const gateway = new FakeGateway(clock.now);
  const deps = {
    payments,
    orders,
    deletedUsers,
    gateway,
    now: clock.now,
    logger,
    wait: async () => {
      clock.advance(100);
      await new Promise(setImmediate);
    },
  };
  const rules = createPayments(deps);
  const order: OrderCopy = {
    id: orderId,
    version: 0,
    status: Created,
    userId: 'buyer',
    expiresAt: new Date(clock.now().getTime() + 15 * 60 * second),
    priceInCents: 1_999,
  };
  await rules.keepOrder(order);

  const all = (): Promise<readonly Payment[]> =>
    payments.query({ order: 'oldest first', limit: 1_000 });
  return {
    clock,
    deps,
    errors,
    gateway,
    order,
    payments,
    rules,
    /** Sets what happens before each step of the store. */
    beforeStep: (at: Step): void => {
      steps.at = at;
    },
    pay: (token = 'tok_visa', userId = 'buyer') => rules.pay({ userId, orderId, token }),
    cancel: () => rules.keepOrder({ ...order, version: 1, status: Cancelled }),
    complete: () => rules.keepOrder({ ...order, version: 1, status: Complete }),
    /** Lets the settle loop run until a minute is over. */
    settle: async (): Promise<void> => {
      for (let turn = 0; turn < 30; turn += 1) {
        clock.advance(2 * second);
        await rules.settle();
      }
    },
    all,
    only: async (): Promise<Payment> => {
      const [payment, ...others] = await all();
      if (!payment || others.length > 0) throw new Error(`${others.length + 1} payments`);
      return payment;
    },
    /** What payments has said, in order. */
    said: async () => eventsIn(payments)(...(await all()).map(({ id }) => id)),
  };
}
