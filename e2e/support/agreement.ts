import { type Document, MongoClient } from 'mongodb';

import { type Charge, ledger, standing } from './ledger';
import type { OwnStack } from './own-stack';

/** All that the platform has written down, read behind its back. */
interface Books {
  readonly tickets: readonly Document[];
  readonly orders: readonly Document[];
  readonly payments: readonly Document[];
  readonly ticketsOfOrders: readonly Document[];
  readonly ordersOfTickets: readonly Document[];
  readonly ordersOfPayments: readonly Document[];
  readonly events: readonly Document[];
  readonly parked: readonly Document[];
  readonly charges: readonly Charge[];
}

type Where = Pick<OwnStack, 'addresses' | 'stripeUrl' | 'url'>;

/** Reads a service's database with the driver alone. */
async function reading<T>(
  { addresses }: Where,
  service: string,
  read: (collection: (name: string) => Promise<Document[]>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(addresses.mongo[service] ?? '');
  try {
    return await read((name) => client.db().collection(name).find().toArray());
  } finally {
    await client.close();
  }
}

async function readBooks(stack: Where): Promise<Books> {
  const read = (service: string, own: string, copies: string) =>
    reading(stack, service, async (collection) => ({
      own: await collection(own),
      copies: await collection(copies),
      events: await collection('events'),
      parked: await collection('parked'),
    }));
  const [tickets, orders, payments] = await Promise.all([
    read('tickets', 'tickets', 'orders'),
    read('orders', 'orders', 'tickets'),
    read('payments', 'payments', 'orders'),
  ]);
  const all = [tickets, orders, payments];
  return {
    tickets: tickets.own,
    orders: orders.own,
    payments: payments.own,
    ticketsOfOrders: orders.copies,
    ordersOfTickets: tickets.copies,
    ordersOfPayments: payments.copies,
    events: all.flatMap(({ events }) => events),
    parked: all.flatMap(({ parked }) => parked),
    charges: standing(await ledger(stack)),
  };
}

/** How every order ended, as its owner has it: `complete`, `cancelled: buyer` or `cancelled: expired`. */
export async function outcomes(stack: Where): Promise<ReadonlyMap<string, string>> {
  const orders = await reading(stack, 'orders', (collection) => collection('orders'));
  return new Map(
    orders.map((order) => [
      idOf(order),
      isLive(order) ? String(order['status']) : `cancelled: ${order['cancelReason']}`,
    ]),
  );
}

const idOf = ({ _id: id }: Document): string => String(id);
const byId = (documents: readonly Document[]) =>
  new Map(documents.map((each) => [idOf(each), each]));
const isLive = ({ status }: Document): boolean => status !== 'cancelled';

/** Owner and replica know the same things, and of each the same version and the same fields. */
function* replicaDiffers(
  name: string,
  owners: readonly Document[],
  replicas: readonly Document[],
  fields: readonly string[],
) {
  const copies = byId(replicas);
  if (copies.size !== owners.length) yield `${name}: ${copies.size} copies of ${owners.length}`;
  for (const owner of owners) {
    const copy = copies.get(idOf(owner));
    const differing = ['version', ...fields].filter((field) => copy?.[field] !== owner[field]);
    if (differing.length > 0) yield `${name}: ${idOf(owner)} differs in ${differing.join(', ')}`;
  }
}

function* soldTwice({ orders }: Books) {
  const live = orders.filter(isLive).map(({ ticket }) => String((ticket as Document)['id']));
  for (const id of live.filter((ticket, i) => live.indexOf(ticket) !== i)) {
    yield `two live orders stand for the ticket ${id}`;
  }
}

function* holdsDiffer({ tickets, orders }: Books) {
  const holders = new Map(
    orders
      .filter(isLive)
      .map((order) => [String((order['ticket'] as Document)['id']), idOf(order)]),
  );
  for (const ticket of tickets) {
    const [says, is] = [ticket['orderId'] as string | undefined, holders.get(idOf(ticket))];
    if (says !== is)
      yield `the ticket ${idOf(ticket)} names the order ${says}, its holder is ${is}`;
  }
}

function* moneyDiffers({ orders, payments, charges }: Books) {
  for (const order of orders) {
    const id = idOf(order);
    const mine = charges.filter(({ transfer_group: group }) => group === id);
    const captured = mine.filter((charge) => charge.captured).map(({ amount }) => amount);
    const held = mine.filter((charge) => !charge.captured);
    const states = payments
      .filter(({ orderId }) => orderId === id)
      .map(({ status }) => String(status));
    const wanted =
      order['status'] === 'complete' ? [Number((order['ticket'] as Document)['priceInCents'])] : [];
    if (JSON.stringify(captured) !== JSON.stringify(wanted)) {
      yield `the order ${id} is ${order['status']} and ${JSON.stringify(captured)} is captured`;
    }
    if (held.length > 0) yield `the order ${id} is ${order['status']} and an authorisation stands`;
    if (states.filter((state) => state === 'captured').length !== wanted.length) {
      yield `the order ${id} is ${order['status']} and its payments are ${states.join(', ')}`;
    }
    for (const state of states.filter((each) => each === 'pending' || each === 'authorised')) {
      yield `a payment of the order ${id} is still ${state}`;
    }
  }
  const known = byId(orders);
  for (const { transfer_group: group } of charges) {
    if (!known.has(group ?? '')) yield `a charge stands for the order ${group}, which is not there`;
  }
}

/** Every version of an aggregate has been said, and nothing is left to say. */
function* eventsLost({ tickets, orders, events }: Books) {
  const said = new Set(events.map((event) => `${event['aggregateId']} ${event['version']}`));
  for (const aggregate of [...tickets, ...orders]) {
    for (let version = 0; version <= Number(aggregate['version']); version += 1) {
      const event = `${idOf(aggregate)} ${version}`;
      if (!said.has(event)) yield `the event of ${event} was never said`;
    }
    const pending = (aggregate['outbox'] as unknown[] | undefined) ?? [];
    if (pending.length > 0) yield `${idOf(aggregate)} has ${pending.length} events to say`;
  }
}

function* unfinished({ orders, parked }: Books) {
  for (const order of orders.filter(({ status }) => status === 'created')) {
    yield `the order ${idOf(order)} has not ended`;
  }
  for (const message of parked) yield `a message was parked: ${message['reason']}`;
}

/**
 * What tickets, orders, payments and Stripe's ledger do not agree on. None, once every order has ended
 * and everything that was said has been heard.
 */
export async function disagreements(stack: Where): Promise<string[]> {
  const books = await readBooks(stack);
  const { tickets, orders } = books;
  const flat = orders.map((order) => ({
    ...order,
    ticketId: (order['ticket'] as Document)['id'] as string,
  }));
  return [
    ...soldTwice(books),
    ...holdsDiffer(books),
    ...moneyDiffers(books),
    ...eventsLost(books),
    ...unfinished(books),
    ...replicaDiffers('tickets in orders', tickets, books.ticketsOfOrders, [
      'title',
      'priceInCents',
    ]),
    ...replicaDiffers('orders in tickets', flat, books.ordersOfTickets, ['ticketId', 'status']),
    ...replicaDiffers('orders in payments', orders, books.ordersOfPayments, ['status', 'userId']),
  ];
}
