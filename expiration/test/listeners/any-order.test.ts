import { silentLogger } from '@ticketing-dev/common';
import { deliver, fixedClock, manyHistories, MemoryBus } from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import type { ExpirationQueue } from '../../src/domain/expiration-queue';
import { createExpirations } from '../../src/domain/expirations';
import { OrderCancelledListener } from '../../src/events/listeners/order-cancelled-listener';
import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';
import { OrderCreatedListener } from '../../src/events/listeners/order-created-listener';
import { anOrder, cancelled, completed } from '../support/orders';
import { RecordingQueue } from '../support/recording-queue';

// Thousands of histories take seconds, on a busy machine many.
jest.setTimeout(300_000);

const [sold, freed] = [anOrder(), anOrder()];
const events = ['created sold', 'completed sold', 'created freed', 'cancelled freed'] as const;
const quarterOfAnHour = 15 * 60_000;

/** Adds a job for whatever it is told, as Bull does where a job has no id of its own. */
class ForgetfulQueue extends RecordingQueue implements ExpirationQueue {
  jobs = 0;

  override add(orderId: string, delayMs: number): Promise<void> {
    this.jobs += 1;
    return super.add(`${orderId} ${this.jobs}`, delayMs);
  }
}

const watchesIn = (TheQueue: typeof RecordingQueue) =>
  fc.asyncProperty(
    fc.array(fc.constantFrom(...events), { minLength: 1, maxLength: 6 }),
    async (history) => {
      const queue = new TheQueue();
      const { now } = fixedClock();
      const rules = createExpirations({ queue, bus: new MemoryBus(), now, logger: silentLogger() });
      const created = new OrderCreatedListener(rules);
      const hear = {
        'created sold': () => deliver(created, sold),
        'completed sold': () => deliver(new OrderCompletedListener(rules), completed(sold)),
        'created freed': () => deliver(created, freed),
        'cancelled freed': () => deliver(new OrderCancelledListener(rules), cancelled(freed)),
      };

      for (const event of history) expect(await hear[event]()).toBe('acked');

      // One that ended before it began is watched, which is harmless: orders decides by its own state.
      const isWatched = (begin: (typeof events)[number], end: (typeof events)[number]): boolean =>
        history.lastIndexOf(begin) > history.lastIndexOf(end);
      expect(queue.delays).toEqual(
        new Map([
          ...(isWatched('created sold', 'completed sold') ? [[sold.id, quarterOfAnHour]] : []),
          ...(isWatched('created freed', 'cancelled freed') ? [[freed.id, quarterOfAnHour]] : []),
        ] as [string, number][]),
      );
    },
  );

describe('the listeners of orders, in any order', () => {
  it('watch each order once, until its end or the end of its hold, for any order and repetition of events', async () => {
    await fc.assert(watchesIn(RecordingQueue), manyHistories);
  });

  it('would watch an order twice if a job had no id of its own', async () => {
    expect((await fc.check(watchesIn(ForgetfulQueue), manyHistories)).failed).toBe(true);
  });
});
