import type { Announce, Changes, Id } from '@ticketing-dev/common';
import {
  anId,
  deliver,
  fixedClock,
  hearAtOnce,
  manyHistories,
  MemoryAggregateStore,
  MemoryReplicaStore,
  type Step,
  stepsBy,
  UnguardedReplicaStore,
} from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import type { Order, TicketCopy } from '../../src/domain/order';
import { createOrders } from '../../src/domain/orders';
import { ExpirationCompleteListener } from '../../src/events/listeners/expiration-complete-listener';
import { PaymentCreatedListener } from '../../src/events/listeners/payment-created-listener';
import { TicketCreatedListener } from '../../src/events/listeners/ticket-created-listener';
import { TicketUpdatedListener } from '../../src/events/listeners/ticket-updated-listener';
import { aPayment, Cancelled, Complete, Created, ticketState } from '../support/service';

// Thousands of histories take seconds, on a busy machine many.
jest.setTimeout(300_000);

const ticketId = anId('aaaaaaaaaaaaaaaaaaaaaaa1');
const orderId = anId('aaaaaaaaaaaaaaaaaaaaaaa2');
const { now } = fixedClock();

const versionOf = (version: number): TicketCopy => ({
  id: ticketId,
  version,
  title: `Row ${version}`,
  priceInCents: 1_000 + version,
});

const ticketsIn = (Store: typeof UnguardedReplicaStore | typeof MemoryReplicaStore) =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 6 }),
    async (scheduler, versions) => {
      const states = new Map<Id, TicketCopy>();
      const tickets = new Store<TicketCopy>({ step: stepsBy(scheduler) }, states);
      const orders = new MemoryAggregateStore<Order>(['slot']);
      const rules = createOrders({ orders, tickets, now, holdSeconds: 0 });
      const created = new TicketCreatedListener(rules);
      const updated = new TicketUpdatedListener(rules);

      await hearAtOnce(
        scheduler,
        versions.map((version) => () => {
          const data = ticketState(versionOf(version));
          return version === 0 ? deliver(created, data) : deliver(updated, data);
        }),
      );

      const newest = versionOf(Math.max(...versions));
      expect(states.get(ticketId)).toEqual({ ...newest, userId: 'seller' });
    },
  );

describe('the listener of tickets, in any order', () => {
  it('ends at the newest version, for any order and repetition of events and any schedule', async () => {
    await fc.assert(ticketsIn(MemoryReplicaStore), manyHistories);
  });

  it('would not if the store kept the last event', async () => {
    expect((await fc.check(ticketsIn(UnguardedReplicaStore), manyHistories)).failed).toBe(true);
  });
});

/** Changes an order whichever version was read. */
class UnguardedOrders extends MemoryAggregateStore<Order> {
  override async transition(
    current: Order,
    changes: Changes<Order>,
    announce?: Announce<Order>,
  ): Promise<Order> {
    try {
      return await super.transition(current, changes, announce);
    } catch {
      const [stored = current] = this.all();
      return this.transition(stored, changes, announce);
    }
  }
}

const endsIn = (Store: typeof UnguardedOrders | typeof MemoryAggregateStore<Order>) =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.boolean(),
    fc.array(fc.constantFrom('paid', 'expired'), { maxLength: 6 }),
    async (scheduler, isOver, history) => {
      const steps: { at: Step } = { at: () => Promise.resolve() };
      const orders = new Store(['slot'], {
        now,
        step: (name) => steps.at(name),
      });
      const rules = createOrders({
        orders,
        tickets: new MemoryReplicaStore<TicketCopy>(),
        now,
        holdSeconds: 0,
      });
      await orders.insert({
        id: orderId,
        version: 0,
        status: Created,
        userId: 'buyer',
        expiresAt: new Date(now().getTime() + (isOver ? 0 : 1)),
        ticket: versionOf(0),
        slot: ticketId,
        place: orderId,
      });
      const paid = new PaymentCreatedListener(rules);
      const expired = new ExpirationCompleteListener(rules);

      steps.at = stepsBy(scheduler);
      await hearAtOnce(
        scheduler,
        history.map(
          (event) => () =>
            event === 'paid' ? deliver(paid, aPayment(orderId)) : deliver(expired, { orderId }),
        ),
      );
      steps.at = () => Promise.resolve();

      const possible = [
        ...(history.includes('paid') ? [Complete] : []),
        ...(isOver && history.includes('expired') ? [Cancelled] : []),
      ];
      const [order] = orders.all();
      expect(possible.length ? possible : [Created]).toContain(order?.status);
      expect(order?.version).toBe(possible.length ? 1 : 0);
      expect((await orders.pendingOf([orderId])).map(({ subject }) => subject)).toEqual(
        possible.length ? [order?.status === Complete ? 'order:completed' : 'order:cancelled'] : [],
      );
    },
  );

describe('the listeners of payments and of expirations, in any order', () => {
  it('end an order once, as one of its events says, for any order and repetition of events and any schedule', async () => {
    await fc.assert(endsIn(MemoryAggregateStore<Order>), manyHistories);
  });

  it('would end it twice if the store did not compare versions', async () => {
    expect((await fc.check(endsIn(UnguardedOrders), manyHistories)).failed).toBe(true);
  });
});
