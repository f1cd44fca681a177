import type { OrderData, TicketData } from '@ticketing-dev/common';

import { anEmail } from '../kit/person';
import { inPool } from '../kit/pool';
import { concurrent, type Load, measure, type Scenarios } from './measure';
import * as requests from './requests';
import { type ApiRequest, buy, Client, isUnknown, request } from './requests';

/** A platform that is known by its contract only, through its gateway. */
type Target = Awaited<ReturnType<typeof targetAt>>;

async function targetAt(url: string) {
  const client = new Client(url);
  const seller = await client.signUp(anEmail());
  return { client, seller, buyer: await client.signUp(anEmail()) };
}

async function order({ client, buyer }: Target, ticketId: string): Promise<OrderData> {
  return JSON.parse(await client.send(requests.postOrder(buyer, ticketId), isUnknown)) as OrderData;
}

// A platform may return null.
const holderOf = (text: string) => (JSON.parse(text) as Partial<TicketData>).orderId ?? undefined;

/** Waits until tickets has received the order. */
const reserved = ({ client }: Target, { id, ticket }: OrderData): Promise<string> =>
  client.send(requests.getTicket(ticket.id), (text) => holderOf(text) !== id);

/** Cancels an order between its two events: tickets must receive the first one before, and the second one after. */
async function release(target: Target, order: OrderData): Promise<void> {
  const { client, buyer } = target;
  await reserved(target, order);
  await client.send(request(`DELETE /api/orders/${order.id}`, 204, '', buyer));
  await client.send(requests.getTicket(order.ticket.id), (text) => holderOf(text) !== undefined);
}

/** Tickets that orders has received: each was ordered, and is on sale again. */
const knownTickets = (target: Target, count: number): Promise<string[]> =>
  inPool(Array.from({ length: count }), concurrent, async (_, i) => {
    const ticket = await target.client.send(requests.postTicket(target.seller, i));
    const { id } = JSON.parse(ticket) as TicketData;
    await release(target, await order(target, id));
    return id;
  });

/** The answer is the same during a turn; between turns it may change. */
function reading({ client }: Target, request: ApiRequest) {
  let known = request;
  const before = async () => (known = { ...request, expected: await client.send(request) });
  return { before, act: () => client.send(known) };
}

const home = 'GET / (the home page)';
const hasHome = async ({ client }: Target): Promise<boolean> =>
  (await client.answer(requests.getHome)).status === 200;

type Prepare = (target: Target, burst: number) => Promise<Load> | Load;

const listed = 20;
const getList = request(`GET /api/tickets?limit=${listed}`, 200, { length: listed });

/** A platform without pages returns every ticket on sale. With as many on sale as a page has, both return as many. */
async function leaveOnSale(target: Target): Promise<void> {
  const { client } = target;
  const read = (text: string) => JSON.parse(text) as TicketData[];
  const onSale = read(await client.send({ ...getList, expected: {} }));
  await knownTickets(target, Math.max(0, listed - onSale.length));
  await inPool(onSale.slice(listed), concurrent, ({ id }) => order(target, id));
  await client.send(getList, (text) => read(text).length !== listed);
}

/** Orders of a new buyer. A platform may return the ticket as it is now, so its reservation must arrive first. */
async function openOrders(target: Target, count: number) {
  const buyer = await target.client.signUp(anEmail());
  const orders = await inPool(Array.from({ length: count }), concurrent, async (_, i) => {
    const ticket = await target.client.send(requests.postTicket(target.seller, i));
    return order({ ...target, buyer }, (JSON.parse(ticket) as TicketData).id);
  });
  await inPool(orders, concurrent, (each) => reserved(target, each));
  await knownTickets(target, 1);
  return { buyer, orders };
}

/** Reads come first: a platform without indexes reads every ticket and order that the others have made. */
const loads: Readonly<Record<string, Prepare>> = {
  'GET /api/tickets': (target) => {
    const { before, act } = reading(target, getList);
    return { before: () => leaveOnSale(target).then(before), act };
  },
  async 'GET /api/tickets/:id'(target) {
    const [id = ''] = await knownTickets(target, 1);
    return reading(target, requests.getTicket(id));
  },
  async 'GET /api/orders'(target) {
    const { buyer } = await openOrders(target, listed);
    return reading(target, requests.getOrders(buyer, listed));
  },
  async 'GET /api/orders/:orderId'(target) {
    const { buyer, orders } = await openOrders(target, 1);
    return reading(target, requests.getOrder(buyer, orders[0]?.id ?? ''));
  },
  [home]: ({ client }) => ({ act: () => client.send(requests.getHome) }),
  async 'POST /api/users/signin'({ client }) {
    // Not the seller: the newest sign-ins of an account may end its older sessions.
    const email = anEmail();
    await client.signUp(email);
    return { act: () => client.send(requests.signIn(email)) };
  },
  'POST /api/tickets': ({ client, seller }) => ({
    act: () => client.send(requests.postTicket(seller, 1)),
  }),
  async 'POST /api/orders'(target, burst) {
    const tickets = await knownTickets(target, burst);
    const orders: OrderData[] = [];
    return {
      requests: burst,
      act: async () => orders.push(await order(target, tickets.pop() ?? '')),
      after: async () => {
        await inPool(orders, concurrent, (each) => release(target, each));
        tickets.push(...orders.splice(0).map(({ ticket }) => ticket.id));
      },
    };
  },
  'a purchase: order, pay, until it is complete'(target, burst) {
    const count = Math.ceil(burst / 10);
    let tickets: string[] = [];
    return {
      requests: count,
      before: async () => (tickets = await knownTickets(target, count)),
      act: () => buy(() => target.client, target.buyer, tickets.pop() ?? ''),
    };
  },
};

/** Events of one turn would be work during the next one. A ticket that arrives after them shows that they are done. */
const settled = (target: Target, load: Load): Load => ({
  ...load,
  async after() {
    await load.after?.();
    await knownTickets(target, 1);
  },
});

/**
 * The same requests to both platforms in turns. The other platform is the baseline.
 *
 * @param address the other platform's, or `self`; if undefined, there are no scenarios
 */
export function against(address: string | undefined): Scenarios {
  if (address === undefined) return {};
  let targets: Promise<[Target, Target]> | undefined;
  const scenario =
    (name: string, prepare: Prepare): Scenarios[string] =>
    async (platform, effort) => {
      const { url } = platform.stack;
      targets ??= Promise.all([targetAt(url), targetAt(address === 'self' ? url : address)]);
      const [ours, theirs] = await targets;
      if (name === home && !((await hasHome(ours)) && (await hasHome(theirs)))) return [];
      const own = settled(ours, await prepare(ours, effort.burst));
      const baseline = settled(theirs, await prepare(theirs, effort.burst));
      return measure(platform, { ...own, baseline }, effort);
    };
  const scenarios = Object.entries(loads).map(
    ([name, prepare]) => [name, scenario(name, prepare)] as const,
  );
  return Object.fromEntries(scenarios);
}
