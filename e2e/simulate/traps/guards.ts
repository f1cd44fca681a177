import {
  type AggregateStore,
  type Id,
  type StoredEvent,
  stamp,
  toWire,
  VersionConflictError,
  type Versioned,
} from '@ticketing-dev/common';

import type { TicketCopy } from '@ticketing-dev/orders/domain/order';

import { decorate } from '../../kit/decorate';
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

/** By which spelling a ticket was asked for. */
const askedAs = new WeakMap<TicketCopy, Id>();

/** The claim's slot is what the client sent, not the id of the ticket that was found. */
const slotAsAsked = {
  ticketsOfOrders: (store) =>
    decorate(store, {
      find: async (id) => {
        const found = await store.find(id);
        const own = found && { ...found };
        if (own) askedAs.set(own, id);
        return own;
      },
    }),
  orders: (store) =>
    decorate(store, {
      insert: (order, announce) =>
        store.insert({ ...order, slot: askedAs.get(order.ticket) ?? order.slot }, announce),
    }),
} as const satisfies Partial<Trap>;

/** The guards that are taken away one at a time, and those that only fail two at a time. */
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
          return gateway.authorise({
            ...request,
            id: `${request.id}/${process.pid}-${calls}` as Id,
          });
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
  {
    name: 'canonical-ids',
    says: 'keeps ids as they are spelled, and claims the ticket by the spelling',
    breaks: 'One sale.',
    idsAsSpelled: true,
    ...slotAsAsked,
  },
  {
    name: 'ids-as-spelled',
    says: 'keeps ids as they are spelled: the claim is of the ticket that was found',
    breaks: 'nothing',
    idsAsSpelled: true,
  },
  {
    name: 'slot-as-asked',
    says: 'claims the ticket by what was asked for: ids have one spelling',
    breaks: 'nothing',
    ...slotAsAsked,
  },
];
