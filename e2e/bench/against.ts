import type { OrderData, TicketData } from '@ticketing-dev/common';

import { anEmail } from '../kit/person';
import { inPool } from '../kit/pool';
import { concurrent, type Load, measure, type Scenarios } from './measure';
import * as requests from './requests';
import { type ApiRequest, buy, Client, isUnknown, request } from './requests';

/** A platform that is known by its contract only, through its gateway. */
type Target = Awaited<ReturnType<typeof targetAt>>;

async function targetAt(url: string) {
  const [client, email] = [new Client(url), anEmail()];
  const seller = await client.signUp(email);
  return { client, email, seller, buyer: await client.signUp(anEmail()) };
}

async function order({ client, buyer }: Target, ticketId: string): Promise<OrderData> {
  return JSON.parse(await client.send(requests.postOrder(buyer, ticketId), isUnknown)) as OrderData;
}

/** Cancels an order between its two events: tickets must receive the first one before, and the second one after. */
async function release({ client, buyer }: Target, { id, ticket }: OrderData): Promise<void> {
  // A platform may return null.
  const holder = (text: string) => (JSON.parse(text) as Partial<TicketData>).orderId ?? undefined;
  await client.send(requests.getTicket(ticket.id), (text) => holder(text) !== id);
  await client.send(request(`DELETE /api/orders/${id}`, 204, '', buyer));
  await client.send(requests.getTicket(ticket.id), (text) => holder(text) !== undefined);
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
function reading({ client }: Target, request: ApiRequest): Load {
  let known = request;
  const before = async () => (known = { ...request, expected: await client.send(request) });
  return { before, act: () => client.send(known) };
}

const home = 'GET / (the home page)';
const hasHome = async ({ client }: Target): Promise<boolean> =>
  (await client.answer(requests.getHome)).status === 200;

type Prepare = (target: Target, burst: number) => Promise<Load> | Load;

const loads: Readonly<Record<string, Prepare>> = {
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
  'GET /api/tickets': (target) => reading(target, requests.getTickets()),
  async 'GET /api/tickets/:id'(target) {
    const [id = ''] = await knownTickets(target, 1);
    return reading(target, requests.getTicket(id));
  },
  'GET /api/orders': (target) => reading(target, requests.getOrders(target.buyer)),
  async 'GET /api/orders/:orderId'(target) {
    const [ticketId = ''] = await knownTickets(target, 1);
    const { id } = await order(target, ticketId);
    return reading(target, requests.getOrder(target.buyer, id));
  },
  'POST /api/users/signin': ({ client, email }) => ({
    act: () => client.send(requests.signIn(email)),
  }),
  [home]: ({ client }) => ({ act: () => client.send(requests.getHome) }),
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
