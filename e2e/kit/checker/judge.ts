import type { Charge } from '../ledger';
import {
  canonical,
  type Doc,
  type Facts,
  groupBy,
  type Message,
  type OrderDoc,
  type PaymentDoc,
  ticketOf,
} from './facts';
import { admissionsIn, everySeatIsAdmittedOnce } from './admissions';
import type { Entry } from './history';

/** A promise of docs/architecture.md that is broken, with the ids that show it. */
export interface Violation {
  readonly promise: string;
  readonly says: string;
  readonly ids: readonly string[];
}

/** The promises of docs/architecture.md, each with the sentence that its checks compare with the facts. */
export const promises = {
  '1 One sale': 'A ticket has at most one order that is not cancelled.',
  '2 No lost event':
    'If a client received the answer to a change, every subscribed service receives the event at least once.',
  '3 Replicas converge':
    "When no events are pending, every replica equals its owner's newest version.",
  '4 Money follows the order':
    'An order has at most one captured charge that is not refunded. When no events are pending, every complete order has one, or a refund on record.',
  '5 Holds end': 'An unpaid order is cancelled soon after `expiresAt`, and never before it.',
  '6 Final is final': '`complete` and `cancelled` never change.',
  '7 Errors are answers':
    'Bad input returns a 4xx with the reason. An unavailable dependency returns a 503. No change is left half done.',
  '8 One admission':
    'At every moment at most one code of a seat is valid, and the server records at most one admission of a seat.',
} as const;

/** What is wrong, and the ids that show it. */
export type Findings = Iterable<readonly [says: string, ...ids: string[]]>;
type Checks<E extends unknown[]> = {
  readonly [P in keyof typeof promises]?: (...evidence: E) => Findings;
};

const violations = <E extends unknown[]>(checks: Checks<E>, ...evidence: E): Violation[] =>
  Object.entries(checks).flatMap(([promise, check]) =>
    [...check(...evidence)].map(([says, ...ids]) => ({ promise, says, ids })),
  );

/** What must hold when no events are pending, by the databases and Stripe. */
export const atRest = (facts: Facts): Violation[] =>
  violations(
    {
      '1 One sale': everyTicketIsSoldOnce,
      '2 No lost event': everyEventIsLogged,
      '3 Replicas converge': everyReplicaIsEqual,
      '4 Money follows the order': moneyFollowsTheOrder,
      '5 Holds end': noHoldIsOverdue,
      '7 Errors are answers': everyEmailHasOneAccount,
    },
    facts,
  );

/** Promise 3, from the databases alone. */
export const replicas = (facts: Facts): Violation[] =>
  violations({ '3 Replicas converge': everyReplicaIsEqual }, facts);

/** What every message that the bus has ever had must show. */
export const fromTheBus = (facts: Facts, messages: readonly Message[]): Violation[] =>
  violations(
    { '2 No lost event': everyEventIsPublished, '6 Final is final': everyStatusIsFinal },
    facts,
    messages,
  );

/** Versions of one thing that the bus first had after a later one. */
export const disorder = (messages: readonly Message[]): Violation[] =>
  violations({ '3 Replicas converge': everyVersionIsPublishedInOrder }, messages);

/** What clients were told and what they asked for, against what is stored. */
export const changesOf = (facts: Facts, history: readonly Entry[]): Violation[] =>
  violations(
    { '2 No lost event': everyAnswerIsKept, '7 Errors are answers': everyChangeWasRequested },
    facts,
    history,
  );

/** Promise 8, by what buyers and doors were answered, and never by the pass itself. */
export const fromTheDoors = (history: readonly Entry[]): Violation[] =>
  violations({ '8 One admission': everySeatIsAdmittedOnce }, admissionsIn(history));

/** The same, and the form of every error. */
export const fromTheHistory = (facts: Facts, history: readonly Entry[]): Violation[] => [
  ...changesOf(facts, history),
  ...violations({ '7 Errors are answers': everyErrorIsAnAnswer }, history),
];

/** Requests with an idempotency key: however often one was sent, it made one thing. */
export const fromTheKeys = (
  { tickets }: Pick<Facts, 'tickets'>,
  history: readonly Entry[],
): Violation[] => {
  const promise = 'Idempotency keys';
  const keyed = history.filter(({ key, outcome }) => key !== undefined && outcome === 'ok');
  const answers = groupBy(keyed, ({ who, what, key }) => `${who} ${what} with the key ${key}`);
  const several = [...answers].flatMap(([request, entries]) => {
    const ids = [...new Set(entries.map(({ answer }) => (answer as { id: string }).id))];
    return ids.length === 1
      ? []
      : [{ promise, says: `${request} was answered ${ids.join()}`, ids }];
  });
  const sales = history.filter(({ what, key, outcome }) => {
    const mayBeStored = key !== undefined || outcome !== 'failed';
    return what === 'sells' && mayBeStored;
  });
  const owned = groupBy(tickets, ({ userId }) => userId);
  const extra = [...groupBy(sales, ({ who }) => who)].flatMap(([who, entries]) => {
    const most = new Set(entries.map((entry) => entry.key ?? entry)).size;
    const ids = idsOf(owned.get(who) ?? []);
    const says = `${who} has ${ids.length} tickets of ${most} sales`;
    return ids.length > most ? [{ promise, says, ids }] : [];
  });
  return [...several, ...extra];
};

/** When a hold ended, against when it had to. */
export function lateness(facts: Facts): { readonly early: Violation[]; readonly latestMs: number } {
  const late = expiredOrders(facts);
  return {
    early: violations({ '5 Holds end': noHoldEndsEarly }, late),
    latestMs: late.reduce((latest, { lateMs }) => Math.max(latest, lateMs), 0),
  };
}

const byId = <T extends Doc>(documents: readonly T[]): ReadonlyMap<string, T> =>
  new Map(documents.map((document) => [document._id, document]));
const idsOf = (documents: readonly { readonly _id: string }[]): string[] =>
  documents.map(({ _id }) => _id);
const isLive = ({ status }: OrderDoc): boolean => status !== 'cancelled';

/** The order that a charge is of. */
const orderOf = ({ transfer_group: orderId }: Charge): string => canonical(orderId ?? '');

/** Whether a charge is money that was taken. */
const isKept = ({ captured, refunded }: Charge): boolean => captured && !refunded;

/** The groups that have more than one value. */
export const repeated = <T>(values: readonly T[], keyOf: (value: T) => string) =>
  [...groupBy(values, keyOf)].filter(([, group]) => group.length > 1);

/** A version of a thing. A ticket and its pass have one id, so the kind belongs to the name. */
interface VersionOf {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
}

/** The kind of the thing that an event is about, such as `ticket`. */
const kindOf = (subject: string): string => subject.split(':')[0] ?? '';

/** The versions that each document has had, the first one being 0. */
const versionsOf = (kind: string, documents: readonly Doc[] = []): VersionOf[] =>
  documents.flatMap(({ _id: id, version }) =>
    Array.from({ length: version + 1 }, (_, each) => ({ kind, id, version: each })),
  );

/** Every version of everything whose every version has an event. */
const announced = ({ tickets, orders, closings, passes }: Facts): VersionOf[] => [
  ...versionsOf('ticket', tickets),
  ...versionsOf('order', orders),
  ...versionsOf('offer', closings),
  ...versionsOf('pass', passes),
];

function* everyTicketIsSoldOnce({ orders, closings = [], charges }: Facts): Findings {
  for (const [ticketId, sold] of repeated(orders.filter(isLive), ticketOf)) {
    const ids = idsOf(sold);
    yield [`${ids.join(', ')} stand for the ticket ${ticketId}`, ...ids];
  }
  const closed = new Set(closings.map(ticketOf));
  for (const order of orders.filter(isLive)) {
    const ticketId = ticketOf(order);
    if (closed.has(ticketId)) yield [`${order._id} stands for ${ticketId}, which is off sale`];
  }
  const tickets = new Map(orders.map((order) => [order._id, ticketOf(order)]));
  const kept = charges.filter((charge) => isKept(charge) && tickets.has(orderOf(charge)));
  for (const [ticketId, paid] of repeated(kept, (each) => tickets.get(orderOf(each)) ?? '')) {
    const ids = paid.map(({ id }) => id);
    yield [`${ids.join(', ')} were taken for the ticket ${ticketId}`, ticketId, ...ids];
  }
  for (const order of orders) {
    const { _id, slot } = order;
    const wanted = isLive(order) ? ticketOf(order) : _id;
    if (slot !== wanted) yield [`${_id} claims ${slot}, not ${wanted}`, _id];
  }
}

function* everyEventIsLogged(facts: Facts): Findings {
  const { users, tickets, orders, closings = [], payments, passes = [], events, parked } = facts;
  for (const message of parked) yield [`parked: ${message}`];
  const owned = [...users, ...tickets, ...orders, ...closings, ...payments, ...passes];
  for (const { _id, outbox = [] } of owned) {
    if (outbox.length > 0) yield [`${_id} has unsent events`, _id];
  }
  const logged = new Set(
    events.map(({ subject, aggregateId: id, version }) =>
      nameOf({ kind: kindOf(subject), id, version }),
    ),
  );
  for (const each of announced(facts)) {
    const { id, version } = each;
    if (!logged.has(nameOf(each)))
      yield [`version ${version} of ${id} is not in its owner's log`, id];
  }
}

function* everyReplicaIsEqual(facts: Facts): Findings {
  const { tickets, orders, closings = [], copies, passes } = facts;
  const flat = orders.map(({ ticket: { id: ticketId, priceInCents }, ...order }) => ({
    ...order,
    ticketId,
    priceInCents,
  }));
  const fieldsOfPayments = ['status', 'userId', 'expiresAt', 'priceInCents'];
  const all = [
    ['orders', 'ticket', tickets, copies.ticketsOfOrders, ['title', 'priceInCents']],
    ['tickets', 'order', flat, copies.ordersOfTickets, ['status', 'ticketId']],
    ['payments', 'order', flat, copies.ordersOfPayments, fieldsOfPayments],
  ] as const;
  for (const [keeper, of, owned, held, fields] of all) {
    const owners = byId<Doc>(owned);
    const kept = byId<Doc>(held);
    for (const owner of owned) {
      const { _id, version } = owner;
      const copy = kept.get(_id);
      if (copy?.version !== version) {
        const has = copy?.version ?? 'none';
        yield [`${keeper} holds version ${has} of ${of} ${_id}, not ${version}`, _id];
        continue;
      }
      const wrong = fields.filter((name) => field(copy, name) !== field(owner, name));
      if (wrong.length > 0)
        yield [`${keeper} holds another ${wrong.join(', ')} of ${of} ${_id}`, _id];
    }
    for (const { _id } of held) {
      if (!owners.has(_id)) yield [`${keeper} holds ${of} ${_id}, which is not there`, _id];
    }
  }
  const issued = new Map(passes?.map((pass) => [pass.orderId, pass]));
  for (const order of passes ? orders : []) {
    const isComplete = order.status === 'complete';
    const pass = issued.get(order._id);
    if (isComplete && pass?._id !== ticketOf(order))
      yield [`tickets has no pass of order ${order._id}`, order._id];
    if (!isComplete && pass)
      yield [`tickets has a pass of ${order._id}, which is not paid`, order._id];
  }
  const holders = new Map(orders.filter(isLive).map((order) => [ticketOf(order), order._id]));
  const closed = new Set(closings.map(ticketOf));
  for (const { _id, orderId, offSale } of tickets) {
    const live = holders.get(_id);
    const isDone = offSale === 'done';
    if (isDone !== closed.has(_id)) yield [`orders says otherwise of ${_id}: ${offSale}`, _id];
    if (offSale === 'requested' && live === undefined)
      yield [`${_id} is free, and still on its way off sale`, _id];
    if (orderId !== live) {
      yield [
        `ticket ${_id} names order ${orderId ?? 'none'}, its live one is ${live ?? 'none'}`,
        _id,
      ];
    }
  }
}

const field = (document: Doc, name: string): string =>
  JSON.stringify((document as unknown as Readonly<Record<string, unknown>>)[name]);

function* moneyFollowsTheOrder({ orders, charges, payments }: Facts): Findings {
  const succeeded = groupBy(
    charges.filter(({ status }) => status !== 'failed'),
    orderOf,
  );
  const captured = groupBy(
    payments.filter(({ status }) => status === 'captured'),
    ({ orderId }) => canonical(orderId),
  );
  for (const order of orders) {
    const { _id } = order;
    const own = succeeded.get(_id) ?? [];
    const ids = [_id, ...own.map(({ id }) => id)];
    const found = moneyOf(order, own, captured.get(_id) ?? []);
    for (const says of found) yield [`${_id} ${says}`, ...ids];
  }
  for (const { _id, orderId, status } of payments) {
    if (status === 'pending' || status === 'authorised') {
      yield [`payment ${_id} is still ${status}`, _id, orderId];
    }
  }
  const known = new Set(idsOf(orders));
  for (const charge of charges) {
    if (!known.has(orderOf(charge)))
      yield [`charge ${charge.id} is of no order of ours`, charge.id];
  }
}

function* moneyOf(
  { status, ticket }: OrderDoc,
  own: readonly Charge[],
  captured: readonly PaymentDoc[],
): Iterable<string> {
  const kept = own.filter(isKept).length;
  const isComplete = status === 'complete';
  const isCancelled = status === 'cancelled';
  const isLeft = own.some((charge) => !charge.captured && !charge.refunded);
  const amounts = own.map(({ amount }) => amount);
  const price = ticket.priceInCents;
  if (kept > 1) yield `was charged ${kept} times`;
  const isRefunded = captured.some(({ refund }) => refund === 'done');
  const wanted = isComplete && !isRefunded ? 1 : 0;
  if (isComplete && kept !== wanted)
    yield `is complete with ${kept} charges${isRefunded ? ' and a refund on record' : ''}`;
  if (captured.some(({ refund }) => refund === 'requested')) yield 'waits for its refund';
  if (isCancelled && own.some((each) => each.captured))
    yield 'is cancelled and its buyer was charged';
  if ((isComplete || isCancelled) && isLeft) yield 'has ended and an authorisation is left';
  if (amounts.some((each) => each !== price))
    yield `costs ${price} and was charged ${amounts.join(', ')}`;
  if (captured.length !== (isComplete ? 1 : 0))
    yield `is ${status} with ${captured.length} captured payments`;
}

function* noHoldIsOverdue({ now, orders }: Facts): Findings {
  for (const { _id, status, expiresAt } of orders) {
    if ((status === 'created' || status === 'awaiting:payment') && expiresAt < now) {
      yield [`${_id} still holds its ticket, ${expiresAt.toISOString()} is over`, _id];
    }
  }
}

function* everyEmailHasOneAccount({ users }: Facts): Findings {
  for (const [email, accounts] of repeated(users, (user) => user.email)) {
    yield [`${email} has ${accounts.length} accounts`, ...idsOf(accounts)];
  }
}

/** Names a version of a document. */
const nameOf = ({ kind, id, version }: VersionOf): string => `${kind} ${id} ${version}`;

/** The version that a message is about. */
const versionIn = ({ subject, data: { id = '', version = 0 } }: Message): VersionOf => ({
  kind: kindOf(subject),
  id,
  version,
});

/** The messages of each version. */
const byVersion = (messages: readonly Message[]): ReadonlyMap<string, readonly Message[]> =>
  groupBy(
    messages.filter(({ data: { id, version } }) => id !== undefined && version !== undefined),
    (message) => nameOf(versionIn(message)),
  );

function* everyEventIsPublished(facts: Facts, messages: readonly Message[]): Findings {
  const said = byVersion(messages);
  const { tickets, orders, closings = [], payments } = facts;
  for (const each of announced(facts)) {
    const { id, version } = each;
    if (!said.has(nameOf(each))) yield [`the bus has never had version ${version} of ${id}`, id];
  }
  const published = new Set(messages.map(({ data }) => data.eventId));
  for (const { _id, aggregateId } of facts.events) {
    if (!published.has(_id)) yield [`the bus has never had ${_id}`, aggregateId];
  }
  const paid = new Set(messages.map(({ subject, data }) => `${subject} ${data.id ?? ''}`));
  for (const { _id, status, orderId, refund } of facts.payments) {
    const wasAuthorised = status === 'captured' || status === 'authorised';
    if (wasAuthorised && !paid.has(`payment:created ${_id}`)) {
      yield [`the bus has never had payment ${_id}`, _id, orderId];
    }
    if (refund === 'done' && !paid.has(`payment:refunded ${_id}`)) {
      yield [`the bus has never had the refund of ${_id}`, _id, orderId];
    }
  }
  const stored = new Set(idsOf([...tickets, ...orders, ...closings, ...payments]));
  for (const id of new Set(messages.map(({ data }) => data.id))) {
    if (id !== undefined && !stored.has(id))
      yield [`the bus speaks of ${id}, which is not there`, id];
  }
}

/** What may follow a status; there is no way out of the last two. */
const mayFollow: Readonly<Record<string, readonly string[]>> = {
  created: ['awaiting:payment', 'complete', 'cancelled'],
  'awaiting:payment': ['complete', 'cancelled'],
  complete: [],
  cancelled: [],
};

function* everyStatusIsFinal({ orders }: Facts, messages: readonly Message[]): Findings {
  const said = byVersion(messages);
  for (const all of said.values()) {
    for (const [index, { data }] of all.slice(1).entries()) {
      if (JSON.stringify(data) === JSON.stringify(all[index]?.data)) continue;
      const { id = '', version } = data;
      yield [`version ${version} of ${id} was said in two ways`, id];
    }
  }
  const statusOf = (id: string, version: number): string =>
    said.get(nameOf({ kind: 'order', id, version }))?.at(-1)?.data.status ?? '';
  for (const { id, version } of versionsOf('order', orders)) {
    const [from, to] = [statusOf(id, version - 1), statusOf(id, version)];
    if (from && to && !mayFollow[from]?.includes(to)) {
      yield [`${id} was ${from} and became ${to}`, id];
    }
  }
}

function* everyAnswerIsKept(facts: Facts, history: readonly Entry[]): Findings {
  const [users, tickets] = [byId(facts.users), byId(facts.tickets)];
  const [orders, payments] = [byId(facts.orders), byId(facts.payments)];
  const signUps = history.filter(({ what, outcome }) => what === 'signs up' && outcome === 'ok');
  const members = new Set(signUps.map(({ who }) => who));
  for (const { what, who, outcome, status, answer, sent } of history) {
    if (what === 'signs in' && outcome === 'failed' && members.has(who)) {
      yield [`${who} was given an account and was answered ${status}`];
    }
    if (outcome !== 'ok') continue;
    const { id = '', version = 0 } = (answer ?? {}) as { id?: string; version?: number };
    const isSo: Readonly<Record<string, () => boolean>> = {
      'signs up': () => users.has(id),
      sells: () => tickets.has(id),
      edits: () => (tickets.get(id)?.version ?? -1) >= version,
      orders: () => orders.has(id),
      cancels: () => orders.get(orderIn(sent))?.status === 'cancelled',
      pays: () => ['captured', 'authorised', 'released'].includes(payments.get(id)?.status ?? ''),
    };
    if (isSo[what]?.() === false)
      yield [`${what} ${sent} was answered ${status} and is not so`, id];
  }
}

function* everyErrorIsAnAnswer(history: readonly Entry[]): Findings {
  for (const { what, status, retryAfter, sent } of history) {
    // 502 is the ingress's, when the process that worked on the request has died.
    if (status >= 500 && status !== 502 && status !== 503) {
      yield [`${what} ${sent} was answered ${status}`];
    }
    if (status === 503 && retryAfter === undefined) {
      yield [`${what} ${sent} was answered 503 without Retry-After`];
    }
  }
}

function* everyChangeWasRequested({ orders }: Facts, history: readonly Entry[]): Findings {
  const placed = history.filter(({ what, outcome }) => what === 'orders' && outcome !== 'failed');
  const buyers = groupBy(placed, ({ who }) => who);
  for (const [who, made] of groupBy(orders, ({ userId }) => userId)) {
    const requests = buyers.get(who)?.length ?? 0;
    if (made.length > requests) yield [`${who} has ${made.length} orders of ${requests} requests`];
  }
  const asked = history.filter(({ what }) => what === 'cancels');
  const cancelled = new Set(asked.map(({ sent }) => orderIn(sent)));
  for (const { _id, cancelReason } of orders) {
    if (cancelReason === 'buyer' && !cancelled.has(_id))
      yield [`${_id} was cancelled by its buyer, who did not cancel it`, _id];
  }
}

/** The order in the path of a request. */
const orderIn = (sent: string): string => canonical(sent.trim().split('/').at(-1) ?? '');

function* everyVersionIsPublishedInOrder(messages: readonly Message[]): Findings {
  const firsts = new Map<string, Message>();
  for (const message of messages) {
    const { data, storedAt } = message;
    if (data.version === undefined) continue;
    const name = nameOf(versionIn(message));
    const earlier = firsts.get(name)?.storedAt ?? Infinity;
    if (storedAt < earlier) firsts.set(name, message);
  }
  for (const message of firsts.values()) {
    const { storedAt } = message;
    const { kind, id, version } = versionIn(message);
    const next = firsts.get(nameOf({ kind, id, version: version + 1 }));
    if (next && next.storedAt < storedAt) {
      yield [`the bus first had version ${version} of ${id} after the next one`, id];
    }
  }
}

interface Expired {
  readonly _id: string;
  readonly lateMs: number;
}

function expiredOrders({ orders, events }: Facts): Expired[] {
  const cancellations = events.filter(({ subject }) => subject === 'order:cancelled');
  const ends = new Map(
    cancellations.map(({ aggregateId, occurredAt }) => [aggregateId, Date.parse(occurredAt)]),
  );
  return orders.flatMap(({ _id, cancelReason, expiresAt }) => {
    const end = ends.get(_id);
    if (cancelReason !== 'expired' || end === undefined) return [];
    return [{ _id, lateMs: end - expiresAt.getTime() }];
  });
}

function* noHoldEndsEarly(expired: readonly Expired[]): Findings {
  for (const { _id, lateMs } of expired) {
    if (lateMs < 0) yield [`${_id} ended ${-lateMs} ms early`, _id];
  }
}
