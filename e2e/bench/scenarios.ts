import { randomUUID } from 'node:crypto';

import axios from 'axios';

import { Client, type Work } from './client';
import { fillOrders, fillTickets } from './fill';
import {
  drained,
  type Effort,
  type Figure,
  measure,
  requestsOf,
  type Scenario,
  type Subject,
} from './measure';
import { members, signUp } from './people';
import type { Platform } from './platform';
import * as works from './works';

const password = 'correct horse battery';
const buyers = 500;
const answerMs = 30_000;

/** Takes one after the other, and begins again. */
function inTurns<T>(all: readonly T[]): () => T {
  let i = 0;
  return () => {
    const one = all[i % all.length];
    if (one === undefined) throw new Error('none to take');
    i += 1;
    return one;
  };
}

/** Takes one after the other, each once. */
function each<T>(all: readonly T[]): () => T {
  let i = 0;
  return () => {
    const one = all[i];
    if (one === undefined) throw new Error(`only ${all.length} were prepared`);
    i += 1;
    return one;
  };
}

/** GETs of one route, each of which has the same answer every time. */
type Reads = Omit<Scenario, 'next' | 'floor'> & { readonly works: readonly Work[] };

/** Each answer is parsed and checked once; then the service and the floor must both give it to the letter. */
async function readScenario(
  platform: Platform,
  row: number,
  { works: reads, ...scenario }: Reads,
): Promise<Scenario> {
  const client = new Client(scenario.url, 1);
  const own: Work[] = [];
  const ofFloor: Work[] = [];
  for (const [i, work] of reads.entries()) {
    const body = await client.send(work);
    const name = `${row}-${i}`;
    await axios.put(`${platform.floorUrl}/json/${name}`, body, {
      headers: { 'content-type': 'application/json' },
      timeout: answerMs,
    });
    own.push(works.again(work, body));
    ofFloor.push(works.floorJson(name, body));
  }
  await client.close();
  const floor = {
    name: 'bare Express, the same JSON',
    process: 'floor',
    url: platform.floorUrl,
    next: inTurns(ofFloor),
  };
  return { ...scenario, next: inTurns(own), floor };
}

const insertFloor = (platform: Platform): Subject => ({
  name: 'bare Express, one insert',
  process: 'floor',
  url: platform.floorUrl,
  next: () =>
    works.floorInsert({
      status: 'created',
      userId: 'buyer-1',
      expiresAt: new Date(),
      ticket: { id: randomUUID(), title: 'Seat 1', priceInCents: 2_500, version: 0 },
      slot: randomUUID(),
      version: 0,
      outbox: [],
    }),
});

/** The routes one by one, in the order in which their data is made. */
export async function measureRoutes(
  platform: Platform,
  effort: Effort,
  { withHome, say }: { readonly withHome: boolean; readonly say: (line: string) => void },
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const run = async (scenario: Scenario): Promise<void> => {
    const figure = await measure(platform, scenario, effort);
    figures.push(figure);
    const ratio = figure.floor
      ? `, ${(figure.floor.ratio.mean * 100).toFixed(0)} % of its floor`
      : '';
    say(`${figure.name}: ${figure.throughput.toFixed(0)}/s${ratio}`);
  };
  const runRead = async (reads: Reads): Promise<void> =>
    run(await readScenario(platform, figures.length, reads));

  const member = members(platform.stack.jwtKey);
  const seller = member('seller');
  const at = (service: string) => ({ process: service, url: platform.urlOf(service) });
  const everyBuyer = Array.from({ length: buyers }, (_, i) => member(`buyer-${i}`));
  const buyer = inTurns(everyBuyer);

  await fillTickets(platform, 20);
  await runRead({
    ...at('tickets'),
    name: 'GET /api/tickets, 20 on sale',
    works: [works.getTickets(20)],
    perSecond: 100,
  });
  const many = await fillTickets(platform, 10_000);
  await runRead({
    ...at('tickets'),
    name: 'GET /api/tickets, 10,000 on sale, 100 a page',
    works: [works.getTickets(100)],
    perSecond: 50,
  });
  await runRead({
    ...at('tickets'),
    name: 'GET /api/tickets/:id',
    works: many.slice(0, buyers).map((id) => works.getTicket(id)),
    perSecond: 100,
  });
  await fillOrders(platform, 10_000);
  await runRead({
    ...at('orders'),
    name: 'GET /api/orders, 20 of mine',
    works: everyBuyer.map((who) => works.getOrders(who, 20)),
    perSecond: 100,
  });

  await runRead({
    ...at('auth'),
    name: 'GET /api/users/currentuser',
    works: everyBuyer.map((who) => works.getCurrentUser(who)),
    perSecond: 100,
  });

  const ordersPerSecond = 50;
  const ordered = requestsOf(effort, ordersPerSecond);
  const forBursts = each(await fillTickets(platform, ordered));
  await run({
    ...at('orders'),
    name: 'POST /api/orders, a burst, the request path only',
    floor: insertFloor(platform),
    next: () => works.postOrder(buyer(), forBursts()),
    perSecond: ordersPerSecond,
    burst: true,
    before: () => platform.stack.stop('nats'),
    after: async () => {
      await platform.stack.start('nats');
      await drained(platform, 'orders', 'tickets');
    },
  });
  const forAll = each(await fillTickets(platform, ordered));
  await run({
    ...at('orders'),
    name: 'POST /api/orders, a burst, its events published meanwhile',
    floor: insertFloor(platform),
    next: () => works.postOrder(buyer(), forAll()),
    perSecond: ordersPerSecond,
    burst: true,
    after: () => drained(platform, 'orders', 'tickets'),
  });
  let seat = 0;
  await run({
    ...at('tickets'),
    name: 'POST /api/tickets, a burst, its events published meanwhile',
    floor: insertFloor(platform),
    next: () => works.postTicket(seller, (seat += 1)),
    perSecond: 50,
    burst: true,
    after: () => drained(platform, 'tickets'),
  });
  const [wanted = ''] = await fillTickets(platform, 1);
  const orders = new Client(platform.urlOf('orders'), 1);
  const placed = JSON.parse(await orders.send(works.postOrder(seller, wanted))) as { id: string };
  await orders.close();
  await runRead({
    ...at('orders'),
    name: 'GET /api/orders/:orderId',
    works: [works.getOrder(seller, placed.id)],
    perSecond: 100,
  });

  const email = `${randomUUID()}@example.com`;
  await signUp(platform.urlOf('auth'), email, password);
  await run({
    ...at('auth'),
    name: 'POST /api/users/signin',
    next: () => works.signIn(email, password),
    perSecond: 5,
  });
  if (withHome) {
    await run({
      process: 'client',
      url: platform.stack.url,
      name: 'GET / (the home page, rendered on the server)',
      next: works.getHome,
      perSecond: 5,
    });
  }
  return figures;
}
