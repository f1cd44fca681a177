import {
  type AggregateStore,
  type Bus,
  DuplicateKeyError,
  type DurableListener,
  type EndedSessionStore,
  type Id,
  OrderStatus,
  type Outbox,
  type ReplicaStore,
  type StoredEvent,
  stamp,
  toWire,
  VersionConflictError,
  type Versioned,
} from '@ticketing-dev/common';
import type { Order, TicketCopy } from '@ticketing-dev/orders/domain/order';
import type { Payment } from '@ticketing-dev/payments/domain/payment';
import type { PaymentGateway } from '@ticketing-dev/payments/domain/payment-gateway';
import type { Pass } from '@ticketing-dev/tickets/domain/pass';
import type { OrderCopy } from '@ticketing-dev/tickets/domain/ticket';

import { decorate } from '../kit/decorate';
import type { PromiseName } from './platform';

export type Store<T extends Versioned> = AggregateStore<T> & Outbox;

/** What a decorator may use of its process. */
export interface Place {
  readonly bus: Bus;
  readonly crash: () => void;
  /** Lets other processes go first. */
  readonly pause: () => Promise<void>;
}

/** A mistake, made by decorators on the ports. The rules of the services stay unchanged. */
export interface Trap {
  readonly name: string;
  /** The mistake. */
  readonly mistake: string;
  /**
   * The promise that it breaks. A violation of another one does not count. `nothing`: a second guard prevents the
   * violation.
   */
  readonly breaks: PromiseName | 'nothing';
  readonly noUniqueIndex?: boolean;
  readonly idsAsSpelled?: boolean;
  readonly everyStore?: <T extends Versioned>(store: Store<T>, place: Place) => Store<T>;
  readonly orders?: (store: Store<Order>, place: Place) => Store<Order>;
  readonly payments?: (store: Store<Payment>, gateway: PaymentGateway) => Store<Payment>;
  readonly gateway?: (gateway: PaymentGateway) => PaymentGateway;
  /** Any copies; `held` is their content. */
  readonly replicas?: <T extends Versioned>(
    store: ReplicaStore<T>,
    held: Map<Id, T>,
  ) => ReplicaStore<T>;
  readonly ticketsOfOrders?: (store: ReplicaStore<TicketCopy>) => ReplicaStore<TicketCopy>;
  readonly passes?: (store: Store<Pass>, place: Place) => Store<Pass>;
  readonly ordersOfTickets?: (
    store: ReplicaStore<OrderCopy>,
    held: Map<Id, OrderCopy>,
  ) => ReplicaStore<OrderCopy>;
  readonly endedSessions?: (store: EndedSessionStore) => EndedSessionStore;
  readonly listener?: (listener: DurableListener, place: Place) => DurableListener;
}

/** Decorates a port with some methods of its own. */
const replacing =
  <T extends object, A extends unknown[]>(methods: (port: T, ...args: A) => Partial<T>) =>
  (port: T, ...args: A): T =>
    decorate(port, methods(port, ...args));

let attempts = 0;
/** The spelling of the id by which a ticket was found. */
const foundAs = new WeakMap<TicketCopy, Id>();
/** The last order of each ticket that a service received, for each of its databases. */
const lastReceived = new WeakMap<object, Map<string, OrderCopy>>();

const slotAsAsked = {
  ticketsOfOrders: replacing((store) => ({
    find: async (id) => {
      const found = await store.find(id);
      const own = found && { ...found };
      if (own) foundAs.set(own, id);
      return own;
    },
  })),
  orders: replacing((store) => ({
    insert: (order, announce) =>
      store.insert({ ...order, slot: foundAs.get(order.ticket) ?? order.slot }, announce),
  })),
} as const satisfies Partial<Trap>;

/** Writes whatever was decided, also if another process has changed the document since it was read. */
const findThenSave = <T extends Versioned>(store: Store<T>, { pause }: Place): Store<T> =>
  decorate(store, {
    transition: async (current, changes, announce, condition) => {
      await pause();
      for (;;) {
        const newest = (await store.find(current.id)) ?? current;
        try {
          return await store.transition(newest, changes, announce, condition);
        } catch (error) {
          if (!(error instanceof VersionConflictError) || condition) throw error;
        }
      }
    },
  });

/** Removed guards, one at a time. `npm run prove` removes them from real processes. */
export const guards: readonly Trap[] = [
  {
    name: 'unique-index',
    mistake: 'the slot of an order is not unique',
    breaks: '1 One sale',
    noUniqueIndex: true,
  },
  {
    name: 'outbox',
    mistake: 'saves, then publishes',
    breaks: '2 No lost event',
    everyStore: (store, { bus }) => {
      const publish = (event: StoredEvent): void =>
        void bus.publish(event.subject, toWire(event)).catch(() => undefined);
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
    },
  },
  {
    name: 'idempotency-key',
    mistake: 'calls Stripe with a new key each time',
    breaks: '4 Money follows the order',
    gateway: replacing((gateway) => ({
      authorise: (request) => {
        attempts += 1;
        // With the process id, because another instance has its own count.
        const id = `${request.id}/${process.pid}-${attempts}` as Id;
        return gateway.authorise({ ...request, id });
      },
    })),
  },
  {
    name: 'version-guard',
    mistake: 'saves without comparing the version',
    breaks: '6 Final is final',
    everyStore: findThenSave,
  },
  {
    name: 'capture-after-complete',
    mistake: 'captures as soon as the charge is authorised',
    breaks: '4 Money follows the order',
    gateway: replacing((gateway) => ({
      authorise: async (request) => {
        const answer = await gateway.authorise(request);
        if (answer.kind === 'authorised') await gateway.capture(request.id, answer.stripeId);
        return answer;
      },
    })),
  },
  {
    name: 'overdue-sweep',
    mistake: 'leaves the end of reservations to the worker alone',
    breaks: '5 Holds end',
    orders: replacing((store) => ({
      query: (query) => (query.atMost ? Promise.resolve([]) : store.query(query)),
    })),
  },
  {
    name: 'pull-not-pop',
    mistake: 'removes the first events of the outbox, not those that were published',
    breaks: '2 No lost event',
    everyStore: (store, { pause }) =>
      decorate(store, {
        remove: async (events) => {
          await pause();
          for (const { aggregateId } of events) {
            const [first] = await store.pendingOf([aggregateId]);
            if (first) await store.remove([first]);
          }
        },
      }),
  },
  {
    name: 'single-admission',
    mistake: 'finds the pass, then saves that it is used',
    breaks: '8 One admission',
    passes: findThenSave,
  },
  {
    name: 'valid-pass',
    mistake: 'a door asks for the signature alone',
    breaks: '8 One admission',
    passes: replacing((store) => ({
      find: async (id) => {
        const pass = await store.find(id);
        if (!pass) return undefined;
        const { admission: _admission, ...unused } = pass;
        return { ...unused, state: 'valid' };
      },
    })),
  },
  {
    name: 'pass-of-complete-order',
    mistake: 'issues a pass although the order is not complete',
    breaks: '3 Replicas converge',
    ordersOfTickets: replacing((store) => ({
      find: async (id) => {
        const order = await store.find(id);
        return order && { ...order, status: OrderStatus.Complete };
      },
    })),
  },
  {
    name: 'canonical-ids',
    mistake: 'keeps the spelling of ids, and claims the ticket by the spelling',
    breaks: '1 One sale',
    idsAsSpelled: true,
    ...slotAsAsked,
  },
  {
    name: 'ids-as-spelled',
    mistake: 'keeps the spelling of ids, but claims the ticket that was found',
    breaks: 'nothing',
    idsAsSpelled: true,
  },
  {
    name: 'slot-as-asked',
    mistake: 'claims the ticket by the id in the request, but ids have one spelling',
    breaks: 'nothing',
    ...slotAsAsked,
  },
];

/** Mistakes that implementations of this platform share, if the flow of events can show them. */
const knownMistakes: readonly Trap[] = [
  {
    name: 'check-then-save',
    mistake: 'checks whether the ticket is reserved, then saves the order',
    breaks: '1 One sale',
    noUniqueIndex: true,
    orders: replacing((store) => ({
      insert: async (order, announce) => {
        const where = { slot: order.slot };
        const [live] = await store.query({ where, order: 'newest first', limit: 1 });
        if (live) throw new DuplicateKeyError('slot');
        await store.insert(order, announce);
      },
    })),
  },
  {
    name: 'floating-listener',
    mistake: 'acknowledges a message before its work is done',
    breaks: '3 Replicas converge',
    listener: replacing((listener, { crash }) => ({
      handle: (data) => {
        // An unhandled rejection ends the process.
        listener.handle(data).catch(crash);
        return Promise.resolve();
      },
    })),
  },
  {
    name: 'version-minus-one',
    mistake: 'applies an event only to the version before it, so a repeated event fails',
    breaks: '2 No lost event',
    replicas: (store) => {
      const assertNext = async ({ id, version }: Versioned): Promise<void> => {
        const stored = await store.find(id);
        if ((stored?.version ?? -1) === version - 1) return;
        throw new VersionConflictError('not the version before');
      };
      return decorate(store, {
        keepNewest: (replica) => assertNext(replica).then(() => store.keepNewest(replica)),
        merge: (part, final) => assertNext(part).then(() => store.merge(part, final)),
      });
    },
  },
  {
    name: 'blind-to-status',
    mistake: 'cancels a paid order, completes a cancelled one',
    breaks: '6 Final is final',
    orders: replacing((store) => ({
      find: async (id) => {
        const order = await store.find(id);
        return order && { ...order, status: OrderStatus.Created };
      },
    })),
  },
  {
    name: 'late-cancel-frees',
    mistake: 'the order of the last event decides whether the ticket is reserved',
    breaks: '3 Replicas converge',
    ordersOfTickets: (store, held) => {
      const orders = lastReceived.get(held) ?? new Map<string, OrderCopy>();
      lastReceived.set(held, orders);
      return decorate(store, {
        merge: async (part, final) => {
          const isNew = await store.merge(part, final);
          const { status = OrderStatus.Created, ticketId } = part;
          if (ticketId !== undefined) orders.set(ticketId, { ...part, ticketId, status });
          return isNew;
        },
        query: async ({ where }) => {
          const last = orders.get(String(where?.ticketId));
          if (last) await store.find(last.id);
          return last && last.status !== OrderStatus.Cancelled ? [last] : [];
        },
      });
    },
  },
  {
    name: 'silent-complete',
    mistake: 'does not publish that an order is complete',
    breaks: '2 No lost event',
    orders: replacing((store) => ({
      transition: (current, changes, announce, condition) => {
        const isComplete = changes.status === OrderStatus.Complete;
        return store.transition(current, changes, isComplete ? undefined : announce, condition);
      },
    })),
  },
  {
    name: 'charge-before-record',
    mistake: 'charges first, then stores the payment',
    breaks: '4 Money follows the order',
    payments: replacing((store, gateway) => ({
      insert: async (payment, announce) => {
        const { id, orderId, amountInCents, token = '' } = payment;
        await gateway.authorise({ id, orderId, amountInCents, token });
        await store.insert(payment, announce);
      },
    })),
  },
  {
    name: 'float-cents',
    mistake: 'charges price * 100, computed in floats and cut off to whole cents',
    breaks: '4 Money follows the order',
    gateway: replacing((gateway) => ({
      authorise: (request) =>
        gateway.authorise({
          ...request,
          // Stripe refuses an amount that is not a whole number.
          amountInCents: Math.trunc((request.amountInCents / 100) * 100),
        }),
    })),
  },
  {
    name: 'early-expiry',
    mistake: 'trusts the clock of the process that ends a reservation',
    breaks: '5 Holds end',
    orders: replacing((store) => ({
      transition: (current, changes, announce) => store.transition(current, changes, announce),
    })),
  },
  {
    name: 'older-overwrites-newer',
    mistake: 'keeps the last copy that arrived, not the newest',
    breaks: '3 Replicas converge',
    replicas: (store, held) =>
      decorate(store, {
        keepNewest: async (replica) => {
          await store.keepNewest(replica);
          held.set(replica.id, replica);
          return true;
        },
        merge: async (part, final) => {
          await store.merge(part, final);
          const stored = held.get(part.id);
          if (stored) held.set(part.id, { ...stored, ...part });
          return true;
        },
      }),
  },
  {
    name: 'ended-in-memory',
    mistake: 'stores an ended session only in the memory of the instance that received its event',
    breaks: 'Sessions end',
    endedSessions: (store) => decorate(store, { keep: () => Promise.resolve() }),
  },
];

/** Every mistake that the simulation must find. */
export const traps: readonly Trap[] = [...guards, ...knownMistakes];
