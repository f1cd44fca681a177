import { setTimeout as delay } from 'node:timers/promises';

import { ObjectId } from 'mongodb';

import { buy } from './buy';
import { Client, VoidRun } from './client';
import { fillOrders, fillTickets } from './fill';
import { closed, type Next, open, sending } from './load';
import { type Cost, costOf, drained, type Latency, toLatency } from './measure';
import { members, sellers } from './people';
import type { Platform, Site } from './platform';
import { percentile } from '../kit/stats';
import * as works from './works';

const pollMs = 4;
const lostMs = 30_000;

export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const spread = (values: readonly number[]): Spread => ({
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  p99: percentile(values, 0.99),
  max: Math.max(...values),
});

/** From the answer that a ticket is on sale, which follows its commit, to its copy in orders. */
export async function propagation(
  site: Site,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Spread> {
  const copies = (await site.databaseOf('orders')).db().collection('tickets');
  const seller = sellers(site.stack.jwtKey);
  const client = new Client(site.urlOf('tickets'), 32);
  const waiting = new Map<string, number>();
  const times: number[] = [];
  let isSending = true;

  const watch = async (): Promise<void> => {
    while (isSending || waiting.size > 0) {
      const asked = [...waiting.keys()];
      const found =
        asked.length === 0
          ? []
          : await copies
              .find({ _id: { $in: asked.map((id) => new ObjectId(id)) } })
              .project<{ _id: ObjectId }>({ _id: 1 })
              .toArray();
      const now = performance.now();
      for (const { _id } of found) {
        times.push(now - (waiting.get(String(_id)) ?? now));
        waiting.delete(String(_id));
      }
      for (const since of waiting.values()) {
        if (now - since > lostMs) throw new VoidRun('an event did not arrive');
      }
      await delay(pollMs);
    }
  };
  const watching = watch();
  let i = 0;
  const sell = async (): Promise<void> => {
    const text = await client.send(works.postTicket(seller(i), (i += 1)));
    waiting.set((JSON.parse(text) as { id: string }).id, performance.now());
  };
  await open(sell, { perSecond, seconds });
  isSending = false;
  await watching;
  await client.close();
  return spread(times);
}

export interface Purchases {
  /** At a fixed rate of buyers. */
  readonly latency: Latency;
  /** With so many buyers at once, their events to the last included in what they cost. */
  readonly atOnce: number;
  readonly cost: Cost;
}

/** The whole purchase: by so many people a second, then by as many as the platform takes. */
export async function purchases(
  platform: Platform,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Purchases> {
  const count = Math.ceil(perSecond * seconds);
  const atOnce = 16;
  const tickets = await fillTickets(platform, 2 * count);
  const member = members(platform.stack.jwtKey);
  const clients = {
    orders: new Client(platform.urlOf('orders'), 32),
    payments: new Client(platform.urlOf('payments'), 32),
  };
  let i = -1;
  const next = async (): Promise<void> => {
    i += 1;
    await buy(clients, member(`person-${i}`), tickets[i] ?? '');
  };
  const latency = toLatency(perSecond, await open(next, { perSecond, seconds }));
  const cost = await costOf(platform, async () => {
    const answered = await closed(next, { atOnce, requests: count });
    await drained(platform, 'orders', 'tickets', 'payments');
    return answered;
  });
  await Promise.all([clients.orders.close(), clients.payments.close()]);
  return { latency, atOnce, cost };
}

export interface HotTicket {
  readonly buyers: number;
  readonly latency: Spread;
  readonly cost: Cost;
}

/** So many buyers for one ticket, all at once. */
export async function hotTicket(platform: Platform, buyers: number): Promise<HotTicket> {
  const [ticketId = ''] = await fillTickets(platform, 1);
  const member = members(platform.stack.jwtKey);
  const client = new Client(platform.urlOf('orders'), 64);
  let winners = 0;
  const people = Array.from({ length: buyers }, (_, i) => ({
    ...works.postOrder(member(`crowd-${i}`), ticketId),
    fault: (status: number, body: string) => {
      if (status === 201) winners += 1;
      const isFair = status === 201 || (status === 400 && body.includes('already reserved'));
      return isFair ? undefined : 'expected 201 or a refusal';
    },
  }));
  const latenciesMs: number[] = [];
  const cost = await costOf(platform, async () => {
    const start = performance.now();
    await Promise.all(
      people.map(async (work) => {
        await client.send(work);
        latenciesMs.push(performance.now() - start);
      }),
    );
    return { requests: buyers, seconds: (performance.now() - start) / 1000, latenciesMs };
  });
  await client.close();
  if (winners !== 1) throw new VoidRun(`${winners} buyers got the same ticket`);
  return { buyers, latency: spread(latenciesMs), cost };
}

/** How long after `expiresAt` orders that nobody pays are cancelled, by the event's own time. */
export async function expiryLateness(platform: Platform, orders: number): Promise<Spread> {
  const site = await platform.another('expiry', { EXPIRATION_WINDOW_SECONDS: '3' });
  const tickets = await fillTickets(site, orders);
  const member = members(site.stack.jwtKey);
  const client = new Client(site.urlOf('orders'), 16);
  let i = -1;
  const next = () => {
    i += 1;
    return works.postOrder(member(`late-${i}`), tickets[i] ?? '');
  };
  await open(sending(client, next), { perSecond: 50, seconds: orders / 50 });

  const events = (await site.databaseOf('orders')).db().collection('events');
  const cancelled = { subject: 'order:cancelled' };
  for (let left = 600; (await events.countDocuments(cancelled)) < orders; left -= 1) {
    if (left === 0) throw new VoidRun('orders do not expire');
    await delay(100);
  }
  const all = await events
    .find(cancelled)
    .project<{ occurredAt: string; data: { expiresAt: string } }>({ occurredAt: 1, data: 1 })
    .toArray();
  await client.close();
  await site.end();
  return spread(
    all.map(({ occurredAt, data }) => Date.parse(occurredAt) - Date.parse(data.expiresAt)),
  );
}

export interface GrowthPoint {
  readonly stored: number;
  readonly firstPage: Latency;
  readonly mine: Latency;
  readonly order: Latency;
}

/** The same requests with more and more tickets and orders stored. */
export async function growth(
  platform: Platform,
  sizes: readonly number[],
  seconds: number,
): Promise<readonly GrowthPoint[]> {
  const site = await platform.another('growth', {});
  const member = members(site.stack.jwtKey);
  const [tickets, orders] = [
    new Client(site.urlOf('tickets'), 16),
    new Client(site.urlOf('orders'), 16),
  ];
  const points: GrowthPoint[] = [];
  const perSecond = 25;
  const at = async (client: Client, next: Next): Promise<Latency> => {
    const act = sending(client, next);
    await open(act, { perSecond, seconds: 1 });
    return toLatency(perSecond, await open(act, { perSecond, seconds }));
  };
  let stored = 0;
  for (const size of sizes) {
    await fillTickets(site, size - stored);
    await fillOrders(site, size - stored, stored);
    stored = size;
    const fresh = await fillTickets(site, perSecond * (seconds + 1));
    const buyer = member('buyer-1');
    let i = -1;
    const order = () => {
      i += 1;
      return works.postOrder(member(`growth-${i}`), fresh[i] ?? '');
    };
    points.push({
      stored,
      firstPage: await at(tickets, () => works.getTickets(100)),
      mine: await at(orders, () => works.getOrders(buyer, 20)),
      order: await at(orders, order),
    });
    await drained(site, 'orders', 'tickets');
  }
  await Promise.all([tickets.close(), orders.close()]);
  await site.end();
  return points;
}
