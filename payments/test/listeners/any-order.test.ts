import { type Id, silentLogger, type Versioned } from '@ticketing-dev/common';
import {
  anId,
  deliver,
  fixedClock,
  hearAtOnce,
  manyHistories,
  MemoryAggregateStore,
  MemoryReplicaStore,
  stepsBy,
  UnguardedReplicaStore,
} from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import type { OrderCopy, Payment } from '../../src/domain/payment';
import { createPayments } from '../../src/domain/payments';
import { keepOrderIn } from '../../src/events/listeners/order-copy';
import { OrderCancelledListener } from '../../src/events/listeners/order-cancelled-listener';
import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';
import { OrderCreatedListener } from '../../src/events/listeners/order-created-listener';
import { FakeGateway } from '../support/fake-gateway';
import { anOrderState, Cancelled, Complete, Created } from '../support/service';

// Thousands of histories take seconds, on a busy machine many.
jest.setTimeout(300_000);

const id = anId('aaaaaaaaaaaaaaaaaaaaaaa1');
const lastVersion = 4;

const ordersIn = (Store: typeof UnguardedReplicaStore | typeof MemoryReplicaStore) =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.nat({ max: lastVersion }), { minLength: 1, maxLength: 6 }),
    fc.boolean(),
    async (scheduler, versions, isSold) => {
      const { now } = fixedClock();
      const states = new Map<Id, OrderCopy>();
      const rules = createPayments({
        orders: new Store<OrderCopy>({ step: stepsBy(scheduler) }, states),
        payments: new MemoryAggregateStore<Payment>(['slot']),
        deletedUsers: new MemoryReplicaStore<Versioned>(),
        gateway: new FakeGateway(now),
        now,
        logger: silentLogger(),
        wait: () => Promise.resolve(),
      });
      let kicks = 0;
      const kick = (): void => void (kicks += 1);
      const keep = keepOrderIn(rules, kick);
      const created = new OrderCreatedListener(keep);
      const completed = new OrderCompletedListener(keep);
      const cancelled = new OrderCancelledListener(keep);

      await hearAtOnce(
        scheduler,
        versions.map((version) => () => {
          if (version < lastVersion) return deliver(created, anOrderState({ id, version }));
          return isSold
            ? deliver(completed, anOrderState({ id, version, status: Complete }))
            : deliver(cancelled, {
                ...anOrderState({ id, version, status: Cancelled }),
                reason: 'buyer',
              });
        }),
      );

      const version = Math.max(...versions);
      const ended = isSold ? Complete : Cancelled;
      expect(states.get(id)).toMatchObject({
        version,
        status: version < lastVersion ? Created : ended,
      });
      expect(kicks).toBe(versions.length);
    },
  );

describe('the listener of orders, in any order', () => {
  it('ends at the newest version, for any order and repetition of events and any schedule', async () => {
    await fc.assert(ordersIn(MemoryReplicaStore), manyHistories);
  });

  it('would not if the store kept the last event', async () => {
    expect((await fc.check(ordersIn(UnguardedReplicaStore), manyHistories)).failed).toBe(true);
  });
});
