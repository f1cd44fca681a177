import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { type OrderData, silentLogger, type TicketData } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';
import { eventually } from '@ticketing-dev/common/testing';
import { ObjectId } from 'mongodb';

import { startMailServer } from '../kit/mail-server';
import { fillOrders, fillTickets, fillUsers, ordersOfBuyer } from './fill';
import {
  type Act,
  type Effort,
  type Row,
  type Scenarios,
  closed,
  concurrent,
  costOf,
  cpuInAll,
  drained,
  latencyOf,
  measure,
  open,
  requestsOf,
} from './measure';
import type { Measurable, Site } from './platform';
import {
  type ApiRequest,
  buy,
  buyerAsks,
  getOrders,
  getTickets,
  postOrder,
  postTicket,
} from './requests';

const pollMs = 4;
const lostMs = 30_000;
const followMs = 120_000;

/** Below the limit of new tickets per account. */
export const sellerOf = (sale: number): string => `seller-${Math.floor(sale / 50)}`;

/** Orders the tickets, by a hundred buyers. */
export const ordering = (site: Site, tickets: string[]): Act => {
  const buyer = () => site.member(`member-${tickets.length % 100}`);
  return () => site.to('orders').send(postOrder(buyer(), tickets.pop() ?? ''));
};

/** Acknowledged publishes of an event as large as an order's, by the services' own client of NATS Streaming. */
async function publishes(url: string, users: number, seconds: number) {
  const config = { url, clusterId: 'ticketing', clientId: `bench-${randomUUID()}` };
  const bus = createNatsBus(config, silentLogger());
  const data = JSON.stringify({ id: 'x'.repeat(24), filler: 'x'.repeat(170) });
  try {
    await eventually(() => {
      if (!bus.isConnected) throw new Error('not connected');
    });
    const answered = await closed(() => bus.publish('bench', data), { users, seconds });
    const name = `baseline: an acknowledged publish, ${users} concurrent`;
    return { name, perSecond: answered.perSecond, latency: latencyOf(answered) };
  } finally {
    await bus.close();
  }
}

/** Concurrent buyers of one ticket, each with an order of their own. Exactly one gets it. */
const crowd =
  (users: number): Scenarios[string] =>
  async (platform) => {
    const [ticketId = ''] = await fillTickets(platform, 1);
    const orders = Array.from({ length: users }, (_, i) =>
      postOrder(platform.member(`crowd-${i}`), ticketId),
    );
    let winners = 0;
    const order: Act = async () => {
      const { status, text } = await platform.to('orders').answer(orders.pop() as ApiRequest);
      if (status === 201) winners += 1;
      else if (status !== 400 || !text.includes('already reserved')) throw new Error(text);
    };
    const cost = await costOf(platform, () => closed(order, { users, requests: users }));
    if (winners !== 1) throw new Error(`${winners} buyers got the same ticket`);
    return { perSecond: cost.perSecond, cpu: cost.cpu, latency: latencyOf(cost) };
  };

/** One purchase, with all its events. */
async function purchase(
  site: Measurable,
  effort: Effort,
  seller: string,
  buyerOf: (i: number) => string,
  untilMailed?: (purchases: number) => Promise<unknown>,
): Promise<Row> {
  // So many that most of them are served by warm processes.
  const [perSecond, requests] = [10, effort.burst / 2];
  const tickets = await fillTickets(site, requestsOf(effort, requests, perSecond), seller);
  const all = tickets.length;
  const act = () => buy(site.to, site.member(buyerOf(tickets.length)), tickets.pop() ?? '');
  const untilDone = async () => {
    await drained(site, 'orders', 'tickets', 'payments');
    await untilMailed?.(all - tickets.length);
  };
  const row = await measure(site, { act, perSecond, requests, untilDone }, effort);
  const note = `${concurrent} concurrent buyers; ${buyerAsks}; with all events ${cpuInAll(row.cpu ?? {})}`;
  return { ...row, note };
}

/** These also run at the default limits. */
export const withinLimits: Scenarios = {
  async 'an event, from the answer to its replica in orders'(platform, effort) {
    const { nats } = platform.stack.addresses;
    const single = await publishes(nats, 1, effort.seconds);
    const many = await publishes(nats, 64, effort.seconds);
    const latenciesMs: number[] = [];
    let sale = 0;
    const sell = async (): Promise<void> => {
      const request = postTicket(platform.member(sellerOf(sale)), (sale += 1));
      const { id } = JSON.parse(await platform.to('tickets').send(request)) as TicketData;
      const since = performance.now();
      const replicas = platform.collection('orders', 'tickets');
      while ((await replicas.countDocuments({ _id: new ObjectId(id) })) === 0) {
        if (performance.now() - since > lostMs) throw new Error('An event did not arrive');
        await delay(pollMs);
      }
      latenciesMs.push(performance.now() - since);
    };
    await open(sell, 50, effort.steadySeconds);
    const latency = latencyOf({ latenciesMs }, 50);
    const times = (latency.p50 / single.latency.p50).toFixed(1);
    const note = `p50 is ${times} × one publish: it is also logged, delivered and copied`;
    return [{ latency, note }, single, many];
  },

  '200 concurrent buyers of one ticket': crowd(200),

  'a purchase: order, pay, until it is complete': (platform, effort) =>
    purchase(platform, effort, 'seller', (i) => `person-${i}`),
};

export const flows: Scenarios = {
  ...withinLimits,

  async 'a purchase with its two mails'(platform, effort) {
    const mails = await startMailServer();
    const site = await platform.another('mails', { SMTP_URL: mails.url });
    try {
      const [seller = '', ...buyers] = await fillUsers(site, 101);
      const buyerOf = (i: number) => buyers[i % buyers.length] ?? '';
      const untilMailed = (purchases: number) =>
        eventually(() => {
          const left = 2 * purchases - mails.received.size;
          if (left > 0) throw new Error(`${left} mails have not come`);
        }, followMs);
      return await purchase(site, effort, seller, buyerOf, untilMailed);
    } finally {
      await site.stack.close();
      await mails.close();
    }
  },

  '2,000 concurrent buyers of one ticket': crowd(2_000),

  /** By the time of the cancellation's event. */
  async 'an expired order, after its `expiresAt`'(platform, { burst }) {
    const expiring = 0.4 * burst;
    const site = await platform.another('expiry', { EXPIRATION_WINDOW_SECONDS: '3' });
    const order = ordering(site, await fillTickets(site, expiring));
    await open(order, 50, expiring / 50);
    const latenciesMs = await eventually(async () => {
      const events = site.collection('orders', 'events').find({ subject: 'order:cancelled' });
      const cancelled = await events.toArray();
      if (cancelled.length < expiring) throw new Error('Orders do not expire');
      return cancelled.map(
        ({ occurredAt, data }) =>
          Date.parse(occurredAt as string) - Date.parse((data as OrderData).expiresAt),
      );
    }, followMs);
    await site.stack.close();
    return { latency: latencyOf({ latenciesMs }) };
  },
};

/** The same requests with more and more tickets and orders stored. */
export const growth: Scenarios = {
  async growth(platform, { stored, seconds }) {
    const site = await platform.another('growth');
    const perSecond = 25;
    const rows: Row[] = [];
    for (const [i, size] of stored.entries()) {
      const before = stored[i - 1] ?? 0;
      await fillTickets(site, size - before);
      await fillOrders(site, size - before, before);
      const mine = getOrders(site.member('buyer-1'), ordersOfBuyer);
      const acts: Record<string, Act> = {
        'GET /api/tickets': () => site.to('tickets').send(getTickets(100)),
        'GET /api/orders': () => site.to('orders').send(mine),
        'POST /api/orders': ordering(site, await fillTickets(site, perSecond * (seconds + 1))),
      };
      for (const [name, act] of Object.entries(acts)) {
        await open(act, perSecond, 1);
        const answered = await open(act, perSecond, seconds);
        rows.push({ name, stored: size, latency: latencyOf(answered, perSecond) });
      }
      await drained(site, 'orders', 'tickets');
    }
    await site.stack.close();
    return rows;
  },
};
