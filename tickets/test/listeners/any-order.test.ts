import { silentLogger } from '@ticketing-dev/common';
import {
  anId,
  deliver,
  hearAtOnce,
  manyHistories,
  MemoryAggregateStore,
  MemoryReplicaStore,
  type Step,
  stepsBy,
  UnguardedReplicaStore,
} from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import type { OrderCopy, Ticket } from '../../src/domain/ticket';
import type { Pass } from '../../src/domain/pass';
import { createPassKeys } from '../../src/domain/pass-keys';
import { createPasses } from '../../src/domain/passes';
import { createTickets } from '../../src/domain/tickets';
import { OrderCancelledListener } from '../../src/events/listeners/order-cancelled-listener';
import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';
import { OrderCreatedListener } from '../../src/events/listeners/order-created-listener';
import { anOrder, cancelled, completed } from '../support/service';

// Thousands of histories take seconds, on a busy machine many.
jest.setTimeout(300_000);

const ticket: Ticket = {
  id: anId('aaaaaaaaaaaaaaaaaaaaaaa1'),
  version: 0,
  title: 'Row 1',
  priceInCents: 2_000,
  userId: 'seller',
};
const keys = createPassKeys({ store: new MemoryAggregateStore(['name']), secret: 'a pass key' });
const [first, second, third] = [anOrder(ticket), anOrder(ticket), anOrder(ticket)];
const events = [
  'created 1',
  'cancelled 1',
  'created 2',
  'cancelled 2',
  'created 3',
  'completed 3',
] as const;

/** Whom the ticket belongs to as far as was heard: its buyer, else the newest order that is not cancelled. */
function holder(history: readonly (typeof events)[number][]): string | undefined {
  const heard = new Set(history);
  if (heard.has('created 3') || heard.has('completed 3')) return third.id;
  if (heard.has('created 2') && !heard.has('cancelled 2')) return second.id;
  return heard.has('created 1') && !heard.has('cancelled 1') ? first.id : undefined;
}

const ordersIn = (Store: typeof UnguardedReplicaStore | typeof MemoryReplicaStore) =>
  fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.constantFrom(...events), { minLength: 1, maxLength: 6 }),
    async (scheduler, history) => {
      const steps: { at: Step } = { at: () => Promise.resolve() };
      const step: Step = (name) => steps.at(name);
      const tickets = new MemoryAggregateStore<Ticket>([], { step });
      const passes = new MemoryAggregateStore<Pass>(['typedHash'], { step });
      const orders = new Store<OrderCopy>({ step });
      const rules = createTickets({ tickets, orders, deletedUsers: new MemoryReplicaStore() });
      const issuing = createPasses({ passes, orders, tickets, keys, logger: silentLogger() });
      await tickets.insert(ticket);
      const opened = new OrderCreatedListener(rules);
      const freed = new OrderCancelledListener(rules);
      const bought = new OrderCompletedListener(rules, issuing);
      const hear = {
        'created 1': () => deliver(opened, first),
        'cancelled 1': () => deliver(freed, cancelled(first)),
        'created 2': () => deliver(opened, second),
        'cancelled 2': () => deliver(freed, cancelled(second)),
        'created 3': () => deliver(opened, third),
        'completed 3': () => deliver(bought, completed(third)),
      };

      steps.at = stepsBy(scheduler);
      await hearAtOnce(
        scheduler,
        history.map((event) => hear[event]),
      );
      steps.at = () => Promise.resolve();

      const [now] = tickets.all();
      expect(now?.orderId).toBe(holder(history));
      const said = await tickets.pendingOf([ticket.id]);
      expect(said.at(-1)?.data ?? ticket).toMatchObject({ version: now?.version });
      expect(said).toHaveLength(now?.version ?? -1);
      const isSold = history.includes('completed 3');
      expect(passes.all().map(({ orderId }) => orderId)).toEqual(isSold ? [third.id] : []);
    },
  );

describe('the listener of orders, in any order', () => {
  it('ends with the one live order, for any order and repetition of events and any schedule', async () => {
    await fc.assert(ordersIn(MemoryReplicaStore), manyHistories);
  });

  it('would not if the store kept the last event', async () => {
    expect((await fc.check(ordersIn(UnguardedReplicaStore), manyHistories)).failed).toBe(true);
  });
});
