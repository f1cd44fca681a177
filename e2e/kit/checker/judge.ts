import type { Entry } from './history';
import {
  canonical,
  type Charge,
  type Doc,
  type EventDoc,
  type Facts,
  type Message,
  type OrderDoc,
  ticketOf,
} from './facts';
import { groupBy } from './group-by';

/** A promise of docs/architecture.md that is broken, with the ids that show it. */
export interface Violation {
  readonly promise: string;
  readonly says: string;
  readonly ids: readonly string[];
}

const byId = <T extends Doc>(documents: readonly T[]): ReadonlyMap<string, T> =>
  new Map(documents.map((document) => [document._id, document]));

/** What may follow a status; there is no way out of the last two. */
const mayFollow: Readonly<Record<string, readonly string[]>> = {
  created: ['awaiting:payment', 'complete', 'cancelled'],
  'awaiting:payment': ['complete', 'cancelled'],
  complete: [],
  cancelled: [],
};

/** What a service keeps of what another one owns. */
interface Copies {
  readonly keeper: string;
  readonly of: string;
  readonly owned: readonly Doc[];
  readonly copies: readonly Doc[];
  readonly fields: readonly string[];
}

const field = (document: Doc | undefined, name: string): string =>
  JSON.stringify((document as Readonly<Record<string, unknown>> | undefined)?.[name]);

/** Owner and keeper know the same things, and of each the same version with the same fields. */
function differing({ keeper, of, owned, copies, fields }: Copies): Violation[] {
  const say = (says: string, id: string): Violation => ({
    promise: '3 Replicas converge',
    says,
    ids: [id],
  });
  const owners = byId(owned);
  const kept = byId(copies);
  const stale = owned.flatMap((owner) => {
    const copy = kept.get(owner._id);
    if (copy?.version !== owner.version) {
      const has = copy?.version ?? 'none';
      return [
        say(
          `${keeper} holds version ${has} of ${of} ${owner._id}, not ${owner.version}`,
          owner._id,
        ),
      ];
    }
    const wrong = fields.filter((name) => field(copy, name) !== field(owner, name));
    if (wrong.length === 0) return [];
    return [say(`${keeper} holds another ${wrong.join(', ')} of ${of} ${owner._id}`, owner._id)];
  });
  const stray = copies.filter(({ _id }) => !owners.has(_id));
  return [
    ...stale,
    ...stray.map(({ _id }) => say(`${keeper} holds ${of} ${_id}, which is not there`, _id)),
  ];
}

/** Promise 3, from the databases alone. */
export function replicas({ tickets, orders, copies }: Facts): Violation[] {
  const holders = new Map(
    orders
      .filter(({ status }) => status !== 'cancelled')
      .map((order) => [ticketOf(order), order._id]),
  );
  const flat = orders.map((order) => ({
    ...order,
    ticketId: order.ticket.id,
    priceInCents: order.ticket.priceInCents,
  }));
  return [
    ...differing({
      keeper: 'orders',
      of: 'ticket',
      owned: tickets,
      copies: copies.ticketsOfOrders,
      fields: ['title', 'priceInCents'],
    }),
    ...differing({
      keeper: 'tickets',
      of: 'order',
      owned: flat,
      copies: copies.ordersOfTickets,
      fields: ['status', 'ticketId'],
    }),
    ...differing({
      keeper: 'payments',
      of: 'order',
      owned: flat,
      copies: copies.ordersOfPayments,
      fields: ['status', 'userId', 'expiresAt', 'priceInCents'],
    }),
    ...tickets
      .filter(({ _id, orderId }) => orderId !== holders.get(_id))
      .map(({ _id, orderId = 'none' }) => ({
        promise: '3 Replicas converge',
        says: `ticket ${_id} names order ${orderId}, its live one is ${holders.get(_id) ?? 'none'}`,
        ids: [_id],
      })),
  ];
}

/** What must hold once everything is quiet, from the databases and Stripe. */
export function atRest(facts: Facts): Violation[] {
  const { users, tickets, orders, payments, charges, parked, events } = facts;
  const found = replicas(facts);
  const say = (promise: string, says: string, ...ids: string[]): void =>
    void found.push({ promise, says, ids });

  for (const [ticketId, sold] of groupBy(
    orders.filter(({ status }) => status !== 'cancelled'),
    ticketOf,
  )) {
    const ids = sold.map(({ _id }) => _id);
    if (ids.length > 1)
      say('1 One sale', `${ids.join(', ')} stand for the ticket ${ticketId}`, ...ids);
  }

  const ticketsOf = new Map(orders.map((order) => [order._id, ticketOf(order)]));
  const kept = charges.filter((charge) => isKept(charge) && ticketsOf.has(orderOf(charge)));
  for (const [ticketId, paid] of groupBy(kept, (each) => ticketsOf.get(orderOf(each)) ?? '')) {
    const ids = paid.map(({ id }) => id);
    if (ids.length > 1)
      say(
        '1 One sale',
        `${ids.join(', ')} were taken for the ticket ${ticketId}`,
        ticketId,
        ...ids,
      );
  }

  for (const order of orders) {
    const { _id, slot, status } = order;
    const wanted = status === 'cancelled' ? _id : ticketOf(order);
    if (slot !== wanted) say('1 One sale', `${_id} claims ${slot}, not ${wanted}`, _id);
  }

  for (const [email, accounts] of groupBy(users, (user) => user.email)) {
    const ids = accounts.map(({ _id }) => _id);
    if (ids.length > 1) say('7 Errors are answers', `${email} has ${ids.length} accounts`, ...ids);
  }

  for (const message of parked) say('2 No lost event', `parked: ${message}`);
  for (const { _id, outbox = [] } of [...users, ...tickets, ...orders, ...payments]) {
    if (outbox.length > 0) say('2 No lost event', `${_id} has unsent events`, _id);
  }
  const logged = new Set(events.map(({ aggregateId, version }) => `${aggregateId} ${version}`));
  for (const { _id, version } of [...tickets, ...orders]) {
    for (let each = 0; each <= version; each += 1) {
      if (!logged.has(`${_id} ${each}`)) {
        say('2 No lost event', `version ${each} of ${_id} is not in its owner's log`, _id);
      }
    }
  }

  for (const order of orders) found.push(...money(order, facts));
  for (const { _id, orderId, status } of payments) {
    if (status === 'pending' || status === 'authorised') {
      say('4 Money follows the order', `payment ${_id} is still ${status}`, _id, orderId);
    }
  }
  const known = new Set(orders.map(({ _id }) => _id));
  for (const charge of charges) {
    if (!known.has(orderOf(charge))) {
      say('4 Money follows the order', `charge ${charge.id} is of no order of ours`, charge.id);
    }
  }

  for (const { _id, status, expiresAt } of orders) {
    if ((status === 'created' || status === 'awaiting:payment') && expiresAt < new Date()) {
      say('5 Holds end', `${_id} still holds its ticket, ${expiresAt.toISOString()} is over`, _id);
    }
  }
  return found;
}

/** The order that a charge is of. */
const orderOf = ({ transfer_group: orderId }: Charge): string => canonical(orderId ?? '');

/** Whether a charge is money that was taken. */
const isKept = ({ captured, refunded }: Charge): boolean => captured && !refunded;

function money({ _id, status, ticket }: OrderDoc, { charges, payments }: Facts): Violation[] {
  const found: Violation[] = [];
  const own = charges.filter((charge) => orderOf(charge) === _id && charge.status !== 'failed');
  const ids = [_id, ...own.map(({ id }) => id)];
  const say = (says: string): void =>
    void found.push({ promise: '4 Money follows the order', says, ids });
  const kept = own.filter(isKept).length;
  if (kept > 1) say(`${_id} was charged ${kept} times`);
  if (status === 'complete' && kept !== 1) say(`${_id} is complete with ${kept} charges`);
  if (status === 'cancelled' && own.some(({ captured }) => captured)) {
    say(`${_id} is cancelled and its buyer was charged`);
  }
  const isSettled = status === 'complete' || status === 'cancelled';
  if (isSettled && own.some(({ captured, refunded }) => !captured && !refunded)) {
    say(`${_id} has ended and an authorisation is left`);
  }
  if (own.some(({ amount }) => amount !== ticket.priceInCents)) {
    say(
      `${_id} costs ${ticket.priceInCents} and was charged ${own.map(({ amount }) => amount).join(', ')}`,
    );
  }
  const captured = payments.filter(
    ({ orderId, status: is }) => canonical(orderId) === _id && is === 'captured',
  );
  if (captured.length !== (status === 'complete' ? 1 : 0)) {
    say(`${_id} is ${status} with ${captured.length} captured payments`);
  }
  return found;
}

/** What every message that the bus has ever had shows. */
export function fromTheBus(facts: Facts, messages: readonly Message[]): Violation[] {
  const found: Violation[] = [];
  const say = (promise: string, says: string, ...ids: string[]): void =>
    void found.push({ promise, says, ids });
  const said = new Map<string, Message>();
  for (const message of messages) {
    const { id, version } = message.data;
    if (id === undefined || version === undefined) continue;
    const key = `${id} ${version}`;
    const before = said.get(key);
    if (before && JSON.stringify(before.data) !== JSON.stringify(message.data)) {
      say('6 Final is final', `version ${version} of ${id} was said in two ways`, id);
    }
    said.set(key, message);
  }
  for (const { _id, version } of [...facts.tickets, ...facts.orders]) {
    for (let each = 0; each <= version; each += 1) {
      if (!said.has(`${_id} ${each}`)) {
        say('2 No lost event', `the bus has never had version ${each} of ${_id}`, _id);
      }
    }
  }
  const heard = new Set(messages.map(({ data }) => data.eventId));
  for (const { _id, aggregateId } of facts.events) {
    if (!heard.has(_id)) say('2 No lost event', `the bus has never had ${_id}`, aggregateId);
  }
  const paid = new Set(messages.map(({ subject, data }) => `${subject} ${data.id ?? ''}`));
  for (const { _id, status, orderId } of facts.payments) {
    const wasAuthorised = status === 'captured' || status === 'authorised';
    if (wasAuthorised && !paid.has(`payment:created ${_id}`)) {
      say('2 No lost event', `the bus has never had payment ${_id}`, _id, orderId);
    }
  }
  const there = new Set(
    [...facts.tickets, ...facts.orders, ...facts.payments].map(({ _id }) => _id),
  );
  for (const id of new Set(messages.map(({ data }) => data.id))) {
    if (id !== undefined && !there.has(id)) {
      say('2 No lost event', `the bus speaks of ${id}, which is not there`, id);
    }
  }
  for (const { _id, version } of facts.orders) {
    for (let each = 1; each <= version; each += 1) {
      const from = said.get(`${_id} ${each - 1}`)?.data.status ?? '';
      const to = said.get(`${_id} ${each}`)?.data.status ?? '';
      if (from && to && !mayFollow[from]?.includes(to)) {
        say('6 Final is final', `${_id} was ${from} and became ${to}`, _id);
      }
    }
  }
  return found;
}

/** Versions of one thing that the bus first had after a later one. */
export function disorder(messages: readonly Message[]): Violation[] {
  const numbered = messages.filter(({ data }) => data.version !== undefined);
  return [...groupBy(numbered, ({ data }) => data.id ?? '')].flatMap(([id, all]) => {
    const firsts = new Map<number, number>();
    for (const { data, storedAt } of all) {
      const { version = 0 } = data;
      firsts.set(version, Math.min(storedAt, firsts.get(version) ?? Infinity));
    }
    return [...firsts]
      .filter(([version, at]) => (firsts.get(version + 1) ?? Infinity) < at)
      .map(([version]) => ({
        promise: '3 Replicas converge',
        says: `the bus first had version ${version} of ${id} after the next one`,
        ids: [id],
      }));
  });
}

/** When a hold ended, against when it had to. */
export function lateness({ orders, events }: Facts): {
  readonly early: Violation[];
  readonly latestMs: number;
} {
  const ends = new Map(
    events
      .filter(({ subject }) => subject === 'order:cancelled')
      .map(({ aggregateId, occurredAt }: EventDoc) => [aggregateId, new Date(occurredAt)]),
  );
  const early: Violation[] = [];
  let latestMs = 0;
  for (const { _id, cancelReason, expiresAt } of orders) {
    const end = ends.get(_id);
    if (cancelReason !== 'expired' || !end) continue;
    const late = end.getTime() - expiresAt.getTime();
    if (late < 0)
      early.push({ promise: '5 Holds end', says: `${_id} ended ${-late} ms early`, ids: [_id] });
    latestMs = Math.max(latestMs, late);
  }
  return { early, latestMs };
}

const whoOf = ({ who }: Entry): string => who;

/** What clients were told, against what is there. */
export function fromTheHistory(facts: Facts, history: readonly Entry[]): Violation[] {
  const found: Violation[] = [];
  const say = (promise: string, says: string, ...ids: string[]): void =>
    void found.push({ promise, says, ids });
  const tickets = byId(facts.tickets);
  const orders = byId(facts.orders);
  const payments = byId(facts.payments);
  const users = byId(facts.users);
  const members = new Set(
    history.filter(({ what, outcome }) => what === 'signs up' && outcome === 'ok').map(whoOf),
  );
  for (const { what, who, outcome, status, retryAfter, answer, sent } of history) {
    // 502 is the ingress's, when the process that worked on the request has died.
    if (status >= 500 && status !== 502 && status !== 503) {
      say('7 Errors are answers', `${what} ${sent} was answered ${status}`);
    }
    if (status === 503 && retryAfter === undefined) {
      say('7 Errors are answers', `${what} ${sent} was answered 503 without Retry-After`);
    }
    if (what === 'signs in' && outcome === 'failed' && members.has(who)) {
      say('2 No lost event', `${who} was given an account and was answered ${status}`);
    }
    if (outcome !== 'ok') continue;
    const { id = '', version = 0 } = (answer ?? {}) as { id?: string; version?: number };
    const answered: Readonly<Record<string, () => boolean>> = {
      'signs up': () => users.has(id),
      sells: () => tickets.has(id),
      edits: () => (tickets.get(id)?.version ?? -1) >= version,
      orders: () => orders.has(id),
      cancels: () =>
        orders.get(canonical(sent.trim().split('/').at(-1) ?? ''))?.status === 'cancelled',
      pays: () => ['captured', 'authorised', 'released'].includes(payments.get(id)?.status ?? ''),
    };
    if (answered[what]?.() === false) {
      say('2 No lost event', `${what} ${sent} was answered ${status} and is not so`, id);
    }
  }
  const asked = groupBy(
    history.filter(({ what, outcome }) => what === 'orders' && outcome !== 'failed'),
    ({ who }) => who,
  );
  for (const [who, made] of groupBy(facts.orders, ({ userId }) => userId)) {
    const requests = asked.get(who)?.length ?? 0;
    if (made.length > requests) {
      say('7 Errors are answers', `${who} has ${made.length} orders of ${requests} requests`);
    }
  }
  return found;
}
