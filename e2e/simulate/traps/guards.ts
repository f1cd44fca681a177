import {
  type AggregateStore,
  type StoredEvent,
  stamp,
  toWire,
  VersionConflictError,
  type Versioned,
} from '@ticketing-dev/common';

import { decorate } from '../../support/decorate';
import type { Place, Store, Trap } from './trap';

/** Saves as if nobody else had: what was read before is no condition. */
async function lastWriteWins<T extends Versioned>(
  store: AggregateStore<T>,
  pause: Place['pause'],
  ...[current, changes, announce, condition]: Parameters<AggregateStore<T>['transition']>
): Promise<T> {
  await pause();
  for (;;) {
    const newest = (await store.find(current.id)) ?? current;
    try {
      return await store.transition(newest, changes, announce, condition);
    } catch (error) {
      if (!(error instanceof VersionConflictError) || condition) throw error;
    }
  }
}

/** Saves without the event, and publishes afterwards, if it lives. */
function saveThenPublish<T extends Versioned>(
  store: Store<T>,
  publish: (event: StoredEvent) => void,
): Store<T> {
  return decorate(store, {
    insert: async (aggregate, announce) => {
      await store.insert(aggregate);
      if (announce) publish(stamp(announce(aggregate), aggregate.id, 0, new Date(0)));
    },
    transition: async (current, changes, announce, condition) => {
      const next = await store.transition(current, changes, undefined, condition);
      if (announce) publish(stamp(announce(next), next.id, next.version, new Date(0)));
      return next;
    },
  });
}

/** Takes out as many as were published, from the front: `$pop`. */
function popPublished<T extends Versioned>(store: Store<T>, { pause }: Place): Store<T> {
  return decorate(store, {
    remove: async (events) => {
      await pause();
      for (const { aggregateId } of events) {
        const [first] = await store.pendingOf([aggregateId]);
        if (first) await store.remove([first]);
      }
    },
  });
}

let calls = 0;

/** The guards that the issue wants to be taken away one at a time. */
export const guards: readonly Trap[] = [
  {
    name: 'unique-index',
    says: 'the slot of an order is not unique',
    breaks: 'One sale.',
    noUniqueIndex: true,
  },
  {
    name: 'outbox',
    says: 'saves, then publishes',
    breaks: 'No lost event.',
    everyStore: (store, { bus }) =>
      saveThenPublish(store, (event) => {
        bus.publish(event.subject, toWire(event)).catch(() => undefined);
      }),
  },
  {
    name: 'idempotency-key',
    says: 'asks Stripe under a new key each time',
    breaks: 'Money follows the order.',
    gateway: (gateway) =>
      decorate(gateway, {
        authorise: (request) => {
          calls += 1;
          // Another instance counts for itself.
          return gateway.authorise({ ...request, id: `${request.id}/${process.pid}-${calls}` });
        },
      }),
  },
  {
    name: 'version-guard',
    says: 'saves whatever has been changed in the meantime',
    breaks: 'Final is final.',
    everyStore: (store, { pause }) =>
      decorate(store, { transition: (...change) => lastWriteWins(store, pause, ...change) }),
  },
  {
    name: 'capture-after-complete',
    says: 'captures as soon as it is authorised',
    breaks: 'Money follows the order.',
    gateway: (gateway) =>
      decorate(gateway, {
        authorise: async (request) => {
          const answer = await gateway.authorise(request);
          if (answer.kind === 'authorised') await gateway.capture(request.id, answer.stripeId);
          return answer;
        },
      }),
  },
  {
    name: 'overdue-sweep',
    says: 'leaves the end of holds to the worker alone',
    breaks: 'Holds end.',
    orders: (store) =>
      decorate(store, {
        query: (query) => (query.atMost ? Promise.resolve([]) : store.query(query)),
      }),
  },
  {
    name: 'pull-not-pop',
    says: 'takes published events from the front of the outbox, whichever they are',
    breaks: 'No lost event.',
    everyStore: popPublished,
  },
];
