import {
  type AggregateStore,
  type CurrentState,
  eventFacts,
  type EventHistory,
  type Id,
  isoTime,
  insertedAt,
  type Outbox,
  type ReplicaStore,
  type TimelineSource,
  toDollars,
} from '@ticketing-dev/common';

import type { Order, TicketCopy } from '../domain/order';

const newest = 100;

export interface TimelineDeps {
  readonly orders: AggregateStore<Order> & Pick<Outbox, 'pendingOf'>;
  readonly tickets: ReplicaStore<TicketCopy>;
  readonly history: EventHistory;
}

/** What orders knows about an order, about a ticket's current order, or about a buyer. */
export function timeline({ orders, tickets, history }: TimelineDeps): TimelineSource {
  const ofOrders = async (found: readonly Order[]) => ({
    facts: (await Promise.all(found.map(({ id }) => eventFacts(history, [orders], id)))).flat(),
    now: found.map(stateOf),
  });

  const holderOf = (slot: Id) => orders.query({ where: { slot }, order: 'newest first', limit: 1 });

  return async (topic, id) => {
    if (topic === 'order') {
      const order = await orders.find(id);
      return ofOrders(order ? [order] : []);
    }
    if (topic === 'ticket') {
      const [held, copy] = await Promise.all([holderOf(id), tickets.find(id)]);
      const { facts, now } = await ofOrders(held);
      return { facts, now: [...now, ...(copy ? [copyOf(copy)] : [])] };
    }
    const placed = await orders.query({
      where: { userId: id },
      order: 'newest first',
      limit: newest,
    });
    return {
      facts: placed.map(({ id: orderId, status, ticket }) => ({
        at: insertedAt(orderId),
        what: 'ordered',
        details: { orderId, status, ticketId: ticket.id, price: toDollars(ticket.priceInCents) },
      })),
      now: [],
    };
  };
}

const stateOf = ({ id, status, userId, expiresAt, ticket, isClosing }: Order): CurrentState =>
  isClosing
    ? { kind: 'order', id, status: 'off sale', ticketId: ticket.id }
    : { kind: 'order', id, status, userId, expiresAt: isoTime(expiresAt), ticketId: ticket.id };

const copyOf = ({ id, version, priceInCents, isOffSale }: TicketCopy): CurrentState => ({
  kind: 'ticket',
  id,
  copyAtVersion: version,
  price: toDollars(priceInCents),
  ...(isOffSale && { isOffSale }),
});
