import { setTimeout as delay } from 'node:timers/promises';

import axios from 'axios';

import { wholeNumber } from '../kit/arguments';
import type { Facts } from '../kit/checker/facts';
import type { Entry } from '../kit/checker/history';
import { atRest, disorder, lateness } from '../kit/checker/judge';
import { idOf } from '../kit/person';
import { createRandom } from '../kit/random';
import { percentile } from '../kit/stats';
import { checkAll, comeToRest, Findings, seconds } from './checks';
import { proveCommand, runProve } from './command';
import { answered, onPlatform, type Platform, type Sale, until } from './platform';

const restMs = 60_000;
const anyOrders = (): boolean => true;

const bus = {
  perSecond: 8,
  editedTickets: 20,
  deliveredMs: 10_000,
  ways: {
    'is away': {
      begin: ({ stack }: Platform) => stack.stop('nats'),
      end: ({ stack }: Platform) => stack.start('nats'),
    },
    // Half-open connections: no process is told that nothing passes any more.
    hangs: {
      begin: ({ proxies }: Platform) => proxies.get('nats')?.set('hangs'),
      end: ({ proxies }: Platform) => proxies.get('nats')?.set('passes'),
    },
  },
};

interface Stock {
  readonly edited: readonly string[];
  readonly unsold: string[];
  readonly orders: Sale[];
}

/** Sends requests at a fixed rate, whether or not the earlier ones have been answered. */
async function trade(
  platform: Platform,
  { edited, unsold, orders }: Stock,
  forMs: number,
  random: () => number,
): Promise<readonly Entry[]> {
  const { seller } = platform;
  const act = async (index: number): Promise<Entry> => {
    const choice = random();
    const order = choice < 0.2 ? orders.shift() : undefined;
    if (order) return order.buyer.cancel(order.orderId);
    if (choice < 0.3) return seller.sell(10);
    if (choice < 0.55) return seller.edit(edited[index % edited.length] ?? '', 10 + index);
    const buyer = platform.buyer();
    const ticketId = unsold.pop() ?? '';
    const entry = await buyer.order(ticketId);
    const orderId = idOf(entry);
    if (orderId !== undefined) orders.push({ buyer, orderId, ticketId });
    return entry;
  };
  const sent: Promise<Entry>[] = [];
  const start = performance.now();
  for (let index = 0; index < (forMs / 1000) * bus.perSecond; index += 1) {
    await delay(Math.max(0, start + (index * 1000) / bus.perSecond - performance.now()));
    sent.push(act(index));
  }
  return Promise.all(sent);
}

const took = (entries: readonly Entry[], p: number): string => {
  const times = entries.map(({ tookMs }) => tookMs);
  return `${percentile(times, p).toFixed(0)} ms`;
};

/** While NATS Streaming is unavailable no request may fail. After its return every event is delivered. */
async function withoutBus(
  platform: Platform,
  findings: Findings,
  how: keyof typeof bus.ways,
  awayMs: number,
  random: () => number,
): Promise<void> {
  // Orders must receive the tickets before: without the bus it receives none.
  const needed = Math.ceil((1.5 * awayMs * bus.perSecond) / 1000);
  const tickets = await platform.tickets(bus.editedTickets + needed);
  await platform.settled(tickets);
  const edited = tickets.splice(0, bus.editedTickets);
  const stock: Stock = { edited, unsold: tickets, orders: [] };
  const before = await trade(platform, stock, awayMs / 2, random);
  await bus.ways[how].begin(platform);
  const during = await trade(platform, stock, awayMs, random);
  const pending = atRest(await platform.facts()).length;
  await bus.ways[how].end(platform);

  const { quietAfterMs: deliveredMs } = await comeToRest(platform.reader, restMs, anyOrders);
  const failed = during.filter(({ outcome }) => outcome !== 'ok');
  const what = `NATS Streaming ${how}`;
  console.log(
    `${what} for ${seconds(awayMs)}: ${during.length} requests, ${failed.length} failed; p50 ${took(during, 0.5)}, p99 ${took(during, 0.99)} (with it ${took(before, 0.5)}, ${took(before, 0.99)}); ${pending} items pending at its return, all delivered after ${seconds(deliveredMs)}`,
  );
  for (const { who, what: did, sent, status } of failed) {
    const says = `${who} ${did} ${sent} was answered ${status} while ${what}`;
    findings.say('7 Errors are answers', says, who);
  }
  if (deliveredMs === undefined || deliveredMs > bus.deliveredMs) {
    const says = `delivered ${seconds(deliveredMs)} after the return (${what})`;
    findings.say('2 No lost event', says);
  }
}

const redis = { orders: 100, holdSeconds: 30, lateMs: 30_000 };

/** Redis loses everything while orders are open. The sweep of orders must end the reservations. */
async function withoutRedis(platform: Platform, findings: Findings): Promise<void> {
  platform.tell('hold', String(redis.holdSeconds));
  const held = await platform.orders(redis.orders).finally(() => platform.forget('hold'));
  await platform.wipeRedis();
  platform.stack.kill('redis');

  const ids = new Set(held.map(({ orderId }) => orderId));
  const lastEnd = Math.max(...held.map(({ expiresAt }) => expiresAt.getTime()));
  const own = async (): Promise<Facts> => {
    const facts = await platform.facts();
    return { ...facts, orders: facts.orders.filter(({ _id }) => ids.has(_id)) };
  };
  const areOver = async () => (await own()).orders.every(({ status }) => status === 'cancelled');
  const leftMs = lastEnd + redis.lateMs - Date.now();
  // An order that is still open is a finding below.
  await until('every reservation has ended', areOver, leftMs).catch(() => undefined);

  const facts = await own();
  const { early, latestMs } = lateness(facts);
  const open = facts.orders.filter(({ status }) => status !== 'cancelled');
  console.log(
    `Redis wiped and killed: ${held.length} open orders, ${held.length - open.length} cancelled, the latest ${seconds(latestMs)} after its time, ${early.length} early`,
  );
  findings.add(...early);
  for (const { _id, status } of open) {
    findings.say('5 Holds end', `${_id} is still ${status}`, _id);
  }
  if (latestMs > redis.lateMs) {
    findings.say('5 Holds end', `a hold ended ${seconds(latestMs)} after its time`);
  }
}

const database = {
  everyMs: 500,
  longestMs: 5_000,
  recoveredMs: 5_000,
  hopelessMs: 30_000,
  livenessMs: 2_000,
};

const email = ({ buyer }: Sale): string => `${buyer.name}@example.com`;

type Send = (platform: Platform, sale: Sale, index: number) => Promise<Entry>;

/** Every route that needs the database of the service. */
const routes: Readonly<Record<string, readonly Send[]>> = {
  tickets: [
    (_, { buyer }) => buyer.list('tickets'),
    (_, { buyer, ticketId }) => buyer.show('tickets', ticketId),
    ({ seller }, _sale, index) => seller.sell(10 + index),
    ({ seller }, { ticketId }, index) => seller.edit(ticketId, 10 + index),
  ],
  orders: [
    (_, { buyer }) => buyer.list('orders'),
    (_, { buyer, orderId }) => buyer.show('orders', orderId),
    (_, { buyer, ticketId }) => buyer.order(ticketId),
    (_, { buyer, orderId }) => buyer.cancel(orderId),
  ],
  payments: [
    (_, { buyer, orderId }) => buyer.show('payments', orderId),
    (_, { buyer, orderId }) => buyer.pay(orderId),
  ],
  auth: [
    (platform, sale, index) => {
      const newcomer = `${index}-${email(sale)}`;
      return platform.visitor(newcomer).signUp(newcomer);
    },
    (platform, sale) => platform.visitor(email(sale)).signIn(email(sale)),
  ],
};

/** Of every instance, without the gateway. */
async function areAlive(urls: readonly string[]): Promise<boolean> {
  const answers = await Promise.allSettled(
    urls.map((url) => axios.get(`${url}/healthz`, { timeout: database.livenessMs })),
  );
  return answers.every((each) => each.status === 'fulfilled');
}

/** A refusal is an answer from the database, too. */
const worked = ({ status }: Entry): boolean => status > 0 && status < 500;

/** Without its database a service returns 503 within 5 s and stays alive. It works soon after the return. */
async function withoutDatabase(
  platform: Platform,
  findings: Findings,
  service: string,
  state: 'away' | 'hangs',
  awayMs: number,
): Promise<void> {
  const proxy = platform.proxies.get(service);
  if (!proxy) throw new Error(`no proxy before the database of ${service}`);
  const sale = await platform.order();
  if (service === 'auth') await answered(() => platform.visitor(email(sale)).signUp(email(sale)));
  const urls = platform.stack
    .processes()
    .filter(({ name }) => name.startsWith(service) && /-\d$/.test(name))
    .map(({ url, operatorUrl = url }) => operatorUrl);

  const sent: Promise<{ startedMs: number; endedMs: number; entry: Entry }>[] = [];
  let index = 0;
  let notAlive = 0;
  const round = async () => {
    index += 1;
    const sending = (routes[service] ?? []).map(async (send) => {
      const startedMs = performance.now();
      const entry = await send(platform, sale, index);
      return { startedMs, endedMs: performance.now(), entry };
    });
    sent.push(...sending);
    return Promise.all(sending);
  };

  const awayAt = performance.now();
  proxy.set(state);
  while (performance.now() < awayAt + awayMs) {
    void round();
    const [isAlive] = await Promise.all([areAlive(urls), delay(database.everyMs)]);
    if (!isAlive) notAlive += 1;
  }
  const backAt = performance.now();
  proxy.set('passes');
  // The gateway takes turns, so this many good rounds in a row reach every instance.
  const enough = 2 * urls.length;
  let goodRounds = 0;
  while (goodRounds < enough && performance.now() < backAt + database.hopelessMs) {
    const [answers] = await Promise.all([round(), delay(database.everyMs / 2)]);
    goodRounds = answers.every(({ entry }) => worked(entry)) ? goodRounds + 1 : 0;
  }

  const all = await Promise.all(sent);
  const during = all.filter(({ startedMs, endedMs }) => startedMs >= awayAt && endedMs <= backAt);
  const after = all.filter(({ startedMs }) => startedMs >= backAt);
  const endsOf = (isGood: boolean): number[] =>
    after.filter(({ entry }) => worked(entry) === isGood).map(({ endedMs }) => endedMs - backAt);
  const firstMs = Math.min(...endsOf(true));
  const lastMs = Math.max(0, ...endsOf(false));
  const slowestMs = Math.max(...all.map(({ entry }) => entry.tookMs));
  const wrong = during.filter(({ entry }) => entry.status !== 503 || !entry.retryAfter);
  const what = `the database of ${service} ${state === 'away' ? 'is away' : 'hangs'}`;
  console.log(
    `${what} for ${seconds(awayMs)}: ${during.length} requests, ${during.length - wrong.length} answered 503 with Retry-After, the slowest after ${seconds(slowestMs)}; not alive: ${notAlive} times; first success ${seconds(firstMs)} after its return, last refusal after ${seconds(lastMs)}`,
  );

  const say = (says: string): void => findings.say('7 Errors are answers', `${what}: ${says}`);
  const sayOf = ({ at, what: did, sent: asked }: Entry, says: string): void =>
    findings.say('7 Errors are answers', `${did} ${asked} ${says} while ${what}`, at);
  for (const { entry } of wrong) sayOf(entry, `was answered ${entry.status}`);
  for (const { entry } of all) {
    if (entry.tookMs > database.longestMs) sayOf(entry, `took ${seconds(entry.tookMs)}`);
  }
  if (notAlive > 0) say(`not alive ${notAlive} times`);
  if (firstMs > database.recoveredMs) say(`first success ${seconds(firstMs)} after its return`);
  if (lastMs > database.recoveredMs) say(`still a refusal ${seconds(lastMs)} after its return`);
  if (goodRounds < enough) {
    say(`not all was answered within ${seconds(database.hopelessMs)} of its return`);
  }
}

const program = proveCommand(
  'prove:outages',
  `Makes each database unavailable for so many seconds, then lets its connections hang. Does the same with NATS Streaming
for twice as long. Wipes and kills Redis. Measures what clients notice, and checks every promise.`,
).argument('[seconds]', 'how long', wholeNumber(), 30);

runProve(program, (where, _options, length) => {
  const awayMs = 1000 * length;
  return onPlatform(where, async (platform) => {
    const findings = new Findings(platform.history);
    await withoutBus(platform, findings, 'is away', 2 * awayMs, createRandom(where.seed));
    await withoutBus(platform, findings, 'hangs', 2 * awayMs, createRandom(where.seed + 1));
    await withoutRedis(platform, findings);
    for (const state of ['away', 'hangs'] as const) {
      for (const service of Object.keys(routes)) {
        await withoutDatabase(platform, findings, service, state, awayMs);
      }
    }
    await comeToRest(platform.reader, restMs, anyOrders);
    const { messages, violations } = await checkAll(platform);
    findings.add(...violations, ...disorder(messages));
    return findings.print();
  });
});
