import { randomUUID } from 'node:crypto';

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

/** Takes one after the other. */
function each<T>(all: readonly T[]): () => T {
  let i = 0;
  return () => {
    const one = all[i];
    if (one === undefined) throw new Error(`only ${all.length} were prepared`);
    i += 1;
    return one;
  };
}

async function jsonFloor(platform: Platform, name: string, like: Scenario): Promise<Subject> {
  const { path, cookie } = like.next();
  const headers = cookie === undefined ? {} : { cookie };
  const body = await (await fetch(like.url + path, { headers })).text();
  await fetch(`${platform.floorUrl}/json/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return {
    name: 'bare Express, the same JSON',
    process: 'floor',
    url: platform.floorUrl,
    next: () => works.floorJson(name),
  };
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
  const runRead = async (scenario: Scenario): Promise<void> =>
    run({ ...scenario, floor: await jsonFloor(platform, String(figures.length), scenario) });

  const member = members(platform.stack.jwtKey);
  const seller = member('seller');
  const at = (service: string) => ({ process: service, url: platform.urlOf(service) });
  let turn = 0;
  const nextBuyer = () => member(`buyer-${(turn += 1) % buyers}`);
  const cached = Array.from({ length: buyers }, () => nextBuyer());
  const buyer = () => cached[(turn += 1) % buyers] ?? seller;

  await fillTickets(platform, 20);
  await runRead({
    ...at('tickets'),
    name: 'GET /api/tickets, 20 on sale',
    next: () => works.getTickets(20),
    perSecond: 100,
  });
  const many = await fillTickets(platform, 10_000);
  await runRead({
    ...at('tickets'),
    name: 'GET /api/tickets, 10,000 on sale, 100 a page',
    next: () => works.getTickets(100),
    perSecond: 50,
  });
  await runRead({
    ...at('tickets'),
    name: 'GET /api/tickets/:id',
    next: () => works.getTicket(many[(turn += 1) % many.length] ?? ''),
    perSecond: 100,
  });
  await fillOrders(platform, 10_000);
  await runRead({
    ...at('orders'),
    name: 'GET /api/orders, 20 of mine',
    next: () => works.getOrders(buyer(), 20),
    perSecond: 100,
  });

  await runRead({
    ...at('auth'),
    name: 'GET /api/users/currentuser',
    next: () => works.getCurrentUser(buyer()),
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
  await run({
    ...at('tickets'),
    name: 'POST /api/tickets, a burst, its events published meanwhile',
    floor: insertFloor(platform),
    next: () => works.postTicket(seller, (turn += 1)),
    perSecond: 50,
    burst: true,
    after: () => drained(platform, 'tickets'),
  });
  const [wanted = ''] = await fillTickets(platform, 1);
  const placed = JSON.parse(await one(platform, works.postOrder(seller, wanted), 'orders')) as {
    id: string;
  };
  await runRead({
    ...at('orders'),
    name: 'GET /api/orders/:orderId',
    next: () => works.getOrder(seller, placed.id),
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

async function one(platform: Platform, work: ReturnType<typeof works.getHome>, service: string) {
  const answer = await fetch(platform.urlOf(service) + work.path, {
    method: work.method,
    headers: { 'content-type': 'application/json', cookie: work.cookie ?? '' },
    body: JSON.stringify(work.body),
  });
  return answer.text();
}
