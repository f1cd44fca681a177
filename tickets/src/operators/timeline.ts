import {
  type AggregateStore,
  type CurrentState,
  eventFacts,
  type EventHistory,
  type Id,
  insertedAt,
  isoTime,
  type Outbox,
  type ReplicaStore,
  type Timeline,
  type TimelineSource,
  toDollars,
} from '@ticketing-dev/common';

import type { Pass } from '../domain/pass';
import type { OrderCopy, Ticket } from '../domain/ticket';

const newest = 100;

export interface TimelineDeps {
  readonly tickets: AggregateStore<Ticket> & Pick<Outbox, 'pendingOf'>;
  readonly passes: AggregateStore<Pass> & Pick<Outbox, 'pendingOf'>;
  readonly orders: ReplicaStore<OrderCopy>;
  readonly history: EventHistory;
}

/** What tickets knows about a ticket and its pass, about an order's pass, or about a seller. */
export function timeline({ tickets, passes, orders, history }: TimelineDeps): TimelineSource {
  const ofTicket = async (id: Id): Promise<Timeline> => {
    const [ticket, pass, ordered, facts] = await Promise.all([
      tickets.find(id),
      passes.find(id),
      orders.query({ where: { ticketId: id }, order: 'newest first', limit: newest }),
      // A ticket and its pass have the same id, so this reads the events of both.
      eventFacts(history, [tickets, passes], id),
    ]);
    return {
      facts: [...facts, ...ordered.map(reservation), ...(pass ? conflictsOf(pass) : [])],
      now: [
        ...(ticket ? [ticketState(ticket)] : []),
        ...(pass ? [passState(pass)] : []),
        ...ordered.map(copyState),
      ],
    };
  };

  const ofOrder = async (id: Id): Promise<Timeline> => {
    const order = await orders.find(id);
    const [pass] = await passes.query({
      where: { orderId: id },
      order: 'newest first',
      limit: 1,
    });
    const facts = pass ? await eventFacts(history, [passes], pass.id) : [];
    return {
      facts: [
        ...facts.filter(({ what }) => what === 'pass:updated'),
        ...(pass ? conflictsOf(pass) : []),
      ],
      now: [...(pass ? [passState(pass)] : []), ...(order ? [copyState(order)] : [])],
    };
  };

  const ofSeller = async (userId: Id): Promise<Timeline> => {
    const offered = await tickets.query({
      where: { userId },
      order: 'newest first',
      limit: newest,
    });
    return {
      facts: offered.map(({ id, title, priceInCents, orderId, offSale }) => ({
        at: insertedAt(id),
        what: 'put a ticket on sale',
        details: { ticketId: id, title, price: toDollars(priceInCents), orderId, offSale },
      })),
      now: [],
    };
  };

  return (topic, id) => {
    if (topic === 'ticket') return ofTicket(id);
    return topic === 'order' ? ofOrder(id) : ofSeller(id);
  };
}

const reservation = ({ id, status, userId, expiresAt }: OrderCopy) => ({
  at: insertedAt(id),
  what: 'ordered',
  details: { orderId: id, status, userId, expiresAt: isoTime(expiresAt) },
});

const conflictsOf = ({ conflicts = [] }: Pass) =>
  conflicts.map(({ at, door }) => ({
    at: at.toISOString(),
    what: 'used again at a door without a connection',
    details: { door },
  }));

const ticketState = ({
  id,
  version,
  userId,
  orderId,
  offSale,
  priceInCents,
}: Ticket): CurrentState => ({
  kind: 'ticket',
  id,
  version,
  userId,
  price: toDollars(priceInCents),
  orderId,
  offSale,
});

const passState = ({ id, state, serial, orderId, admission }: Pass): CurrentState => ({
  kind: 'pass',
  id,
  state,
  serial,
  orderId,
  admittedAt: isoTime(admission?.at),
  door: admission?.door,
});

const copyState = ({ id, version, status, ticketId }: OrderCopy): CurrentState => ({
  kind: 'order',
  id,
  copyOfStatus: status,
  copyAtVersion: version,
  ticketId,
});
