import { randomInt, randomUUID } from 'node:crypto';

import { anEmail } from '../kit/person';
import { anOrder, fillOrders, fillTickets, ordersOfBuyer } from './fill';
import {
  type Act,
  drained,
  type Effort,
  measure,
  type Measured,
  requestsOf,
  type Row,
  type Scenarios,
} from './measure';
import type { Measurable, Platform } from './platform';
import * as requests from './requests';
import { type ApiRequest, isText, type Member, request } from './requests';

const burstPerSecond = 50;

/** Takes one after the other, and begins again. */
function cycle<T>(all: readonly T[]): () => T {
  let i = -1;
  return () => all[(i += 1) % all.length] as T;
}

const buyers = (platform: Measurable): readonly Member[] =>
  Array.from({ length: 500 }, (_, i) => platform.member(`buyer-${i}`));

/** Each answer is checked once. Then the service and the baseline, bare Express, must return exactly this answer. */
const reads =
  (
    process: string,
    perSecond: number,
    prepare: (platform: Platform) => Promise<readonly ApiRequest[]> | readonly ApiRequest[],
  ): Scenarios[string] =>
  async (platform, effort) => {
    const [service, baseline] = [platform.to(process), platform.to('baseline')];
    const own: ApiRequest[] = [];
    const others: ApiRequest[] = [];
    for (const read of await prepare(platform)) {
      const [expected, id] = [await service.send(read), randomUUID()];
      await baseline.send(request(`PUT /json/${id}`, 204, '', undefined, JSON.parse(expected)));
      own.push({ ...read, expected });
      others.push(request(`GET /json/${id}`, 200, expected));
    }
    const [next, other] = [cycle(own), cycle(others)];
    const loads = {
      act: () => service.send(next()),
      baseline: { act: () => baseline.send(other()) },
    };
    return measure(platform, { process, perSecond, ...loads }, effort);
  };

/** Bursts; the baseline is bare Express that inserts one document. */
const writes =
  (
    process: string,
    prepare: (platform: Measurable, count: number) => Promise<() => ApiRequest>,
    around: (platform: Measurable) => Pick<Measured, 'before' | 'after'>,
  ) =>
  async (platform: Measurable, effort: Effort): Promise<Row> => {
    const next = await prepare(platform, requestsOf(effort, effort.burst, burstPerSecond));
    const insert = () => {
      const document = anOrder(0);
      const expected = { _id: isText, slot: document.slot };
      const sent = request('POST /insert', 201, expected, undefined, document);
      return platform.to('baseline').send(sent);
    };
    const loads = { act: () => platform.to(process).send(next()), baseline: { act: insert } };
    const bursts = { perSecond: burstPerSecond, requests: effort.burst, ...loads };
    return measure(platform, { process, ...bursts, ...around(platform) }, effort);
  };

async function orders(platform: Measurable, count: number): Promise<() => ApiRequest> {
  const tickets = await fillTickets(platform, count);
  const buyer = cycle(buyers(platform));
  return () => requests.postOrder(buyer(), tickets.pop() ?? '');
}

/** NATS Streaming is stopped during each burst, so that no event is published. */
const requestPath = writes('orders', orders, (platform) => ({
  before: () => platform.stack.stop('nats'),
  after: async () => {
    await platform.stack.start('nats');
    await drained(platform, 'orders', 'tickets');
  },
}));

/** Routes that have no baseline. */
const alone =
  (process: string, prepare: (platform: Platform) => Promise<Act> | Act): Scenarios[string] =>
  async (platform, effort) =>
    measure(platform, { process, perSecond: 5, act: await prepare(platform) }, effort);

/** In the order in which their data is stored. */
export const routes: Scenarios = {
  'GET /api/tickets, 20 on sale': reads('tickets', 100, async (platform) => {
    await fillTickets(platform, 20);
    return [requests.getTickets(20)];
  }),
  'GET /api/tickets, 10,000 on sale, 100 a page': reads('tickets', 50, async (platform) => {
    await fillTickets(platform, 10_000);
    return [requests.getTickets(100)];
  }),
  'GET /api/tickets/:id': reads('tickets', 100, async (platform) =>
    (await fillTickets(platform, 500)).map(requests.getTicket),
  ),
  'GET /api/tickets/:id, one hot ticket': reads('tickets', 100, async (platform) =>
    (await fillTickets(platform, 1)).map(requests.getTicket),
  ),
  'GET /api/orders, 20 of mine': reads('orders', 100, async (platform) => {
    await fillOrders(platform, 500 * ordersOfBuyer);
    return buyers(platform).map((buyer) => requests.getOrders(buyer, ordersOfBuyer));
  }),
  'GET /api/users/currentuser': reads('auth', 100, (platform) =>
    buyers(platform).map((by) =>
      request('GET /api/users/currentuser', 200, { currentUser: { id: by.id } }, by),
    ),
  ),
  'POST /api/orders, a burst, the request path only': requestPath,
  async 'POST /api/orders, a burst, the request path only, two instances'(platform, effort) {
    const site = await platform.another('two-instances', {}, { orders: 2 });
    const row = await requestPath(site, effort);
    await site.stack.close();
    return row;
  },
  'POST /api/orders, a burst, its events published meanwhile': writes(
    'orders',
    orders,
    (platform) => ({ after: () => drained(platform, 'orders', 'tickets') }),
  ),
  'POST /api/tickets, a burst, its events published meanwhile': writes(
    'tickets',
    ({ member }) => Promise.resolve(() => requests.postTicket(member('seller'), randomInt(50))),
    (platform) => ({ after: () => drained(platform, 'tickets') }),
  ),
  'GET /api/orders/:orderId': reads('orders', 100, async (platform) => {
    const [ticketId = ''] = await fillTickets(platform, 1);
    const buyer = platform.member('buyer');
    const order = await platform.to('orders').send(requests.postOrder(buyer, ticketId));
    return [requests.getOrder(buyer, (JSON.parse(order) as { id: string }).id)];
  }),
  'POST /api/users/signin': alone('auth', async ({ to }) => {
    const email = anEmail();
    await to('auth').signUp(email);
    return () => to('auth').send(requests.signIn(email));
  }),
  'GET / (the home page, rendered on the server)': alone(
    'client',
    (platform) => () => platform.to('gateway').send(requests.getHome),
  ),
};
