import {
  DuplicateKeyError,
  OrderStatus,
  VersionConflictError,
  type Versioned,
} from '@ticketing-dev/common';
import type { OrderCopy } from '@ticketing-dev/tickets/domain/ticket';

import { decorate } from '../../kit/decorate';
import type { Trap } from './trap';

const heards = new WeakMap<object, Map<string, OrderCopy>>();

/** The order of each ticket that the service heard of last, whichever instance it was. */
function heardLast(held: object): Map<string, OrderCopy> {
  const heard = heards.get(held) ?? new Map<string, OrderCopy>();
  heards.set(held, heard);
  return heard;
}

/** Mistakes that implementations of this platform share, as far as the flow of events can show them. */
export const clones: readonly Trap[] = [
  {
    name: 'check-then-save',
    says: 'looks whether the ticket is reserved, then saves the order',
    breaks: 'One sale.',
    noUniqueIndex: true,
    orders: (store) =>
      decorate(store, {
        insert: async (order, announce) => {
          const [holder] = await store.query({
            where: { slot: order.slot },
            order: 'newest first',
            limit: 1,
          });
          if (holder) throw new DuplicateKeyError('slot');
          await store.insert(order, announce);
        },
      }),
  },
  {
    name: 'floating-listener',
    says: 'acknowledges a message before its work is done',
    breaks: 'Replicas converge.',
    listener: (listener, { crash }) =>
      decorate(listener, {
        handle: (data) => {
          // What nobody awaits kills the process when it throws.
          listener.handle(data).catch(crash);
          return Promise.resolve();
        },
      }),
  },
  {
    name: 'version-minus-one',
    says: 'takes an event only when it holds the version before, and fails on the same one twice',
    breaks: 'No lost event.',
    replicas: (store) => {
      const assertNext = async ({ id, version }: Versioned): Promise<void> => {
        const stored = await store.find(id);
        if ((stored?.version ?? -1) !== version - 1) {
          throw new VersionConflictError('not the version before');
        }
      };
      return decorate(store, {
        keepNewest: async (replica) => {
          await assertNext(replica);
          return store.keepNewest(replica);
        },
        merge: async (part, final) => {
          await assertNext(part);
          return store.merge(part, final);
        },
      });
    },
  },
  {
    name: 'blind-to-status',
    says: 'cancels a paid order, completes a cancelled one',
    breaks: 'Final is final.',
    orders: (store) =>
      decorate(store, {
        find: async (id) => {
          const order = await store.find(id);
          return order && { ...order, status: OrderStatus.Created };
        },
      }),
  },
  {
    name: 'late-cancel-frees',
    says: 'lets the order that was heard of last decide who holds the ticket',
    breaks: 'Replicas converge.',
    ordersOfTickets: (store, held) => {
      const heard = heardLast(held);
      return decorate(store, {
        merge: async (part, final) => {
          const isNews = await store.merge(part, final);
          const { status = OrderStatus.Created, ticketId } = part;
          if (ticketId !== undefined) heard.set(ticketId, { ...part, ticketId, status });
          return isNews;
        },
        query: async ({ where }) => {
          const last = heard.get(String(where?.ticketId));
          if (last) await store.find(last.id);
          return last && last.status !== OrderStatus.Cancelled ? [last] : [];
        },
      });
    },
  },
  {
    name: 'silent-complete',
    says: 'never says that an order is complete',
    breaks: 'No lost event.',
    orders: (store) =>
      decorate(store, {
        transition: (current, changes, announce, condition) =>
          store.transition(
            current,
            changes,
            changes.status === OrderStatus.Complete ? undefined : announce,
            condition,
          ),
      }),
  },
  {
    name: 'charge-before-record',
    says: 'charges first, then writes the payment',
    breaks: 'Money follows the order.',
    payments: (store, gateway) =>
      decorate(store, {
        insert: async (payment, announce) => {
          const { id, orderId, amountInCents, token = '' } = payment;
          await gateway.authorise({ id, orderId, amountInCents, token });
          await store.insert(payment, announce);
        },
      }),
  },
  {
    name: 'float-cents',
    says: 'charges price * 100, computed in floats and cut off to whole cents',
    breaks: 'Money follows the order.',
    gateway: (gateway) =>
      decorate(gateway, {
        authorise: (request) =>
          gateway.authorise({
            ...request,
            // Stripe refuses an amount that is not a whole number.
            amountInCents: Math.trunc((request.amountInCents / 100) * 100),
          }),
      }),
  },
  {
    name: 'early-expiry',
    says: 'trusts the clock of whoever says that a hold is over',
    breaks: 'Holds end.',
    orders: (store) =>
      decorate(store, {
        transition: (current, changes, announce) => store.transition(current, changes, announce),
      }),
  },
  {
    name: 'older-overwrites-newer',
    says: 'keeps the copy that came last, not the newest',
    breaks: 'Replicas converge.',
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
    says: 'remembers an ended session only where its event was heard',
    breaks: 'Sessions end.',
    endedSessions: (store) => decorate(store, { keep: () => Promise.resolve() }),
  },
];
