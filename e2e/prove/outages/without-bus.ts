import { setTimeout as delay } from 'node:timers/promises';

import { percentile } from '../../kit/stats';
import { atRest, type Violation } from '../../kit/checker/judge';
import { idOf } from '../client';
import type { Entry } from '../../kit/checker/history';
import type { Rehearsal, Sale } from '../rehearsal';
import { seconds } from '../report';
import type { Stage } from '../stage';

const perSecond = 8;
const editedTickets = 20;
const goodMs = 10_000;
const hopelessMs = 60_000;

/** What is there to be ordered, edited and cancelled. */
interface Market {
  readonly unsold: string[];
  readonly edited: readonly string[];
  readonly orders: Sale[];
}

/** Tickets that orders has heard of: while the bus is away it hears of no new ones. */
async function open(stage: Rehearsal, forMs: number): Promise<Market> {
  const tickets = await stage.tickets(editedTickets + Math.ceil((forMs / 1000) * perSecond));
  await stage.settled(tickets);
  return {
    edited: tickets.slice(0, editedTickets),
    unsold: tickets.slice(editedTickets),
    orders: [],
  };
}

/** One request after the other at a fixed rate, whether or not the ones before it were answered. */
async function trade(
  stage: Rehearsal,
  market: Market,
  forMs: number,
  random: () => number,
): Promise<readonly Entry[]> {
  const { client } = stage;
  const act = async (index: number): Promise<Entry> => {
    const dice = random();
    const order = dice < 0.2 ? market.orders.shift() : undefined;
    if (order) return client.cancel(order.who, order.orderId);
    if (dice < 0.3) return client.sell('sue', 10);
    const edited = market.edited[index % editedTickets] ?? '';
    if (dice < 0.55) return client.edit('sue', edited, 10 + index);
    const who = stage.buyer();
    const ticketId = market.unsold.pop() ?? '';
    const entry = await client.order(who, ticketId);
    const orderId = idOf(entry);
    if (orderId !== undefined) market.orders.push({ who, orderId, ticketId });
    return entry;
  };
  const sent: Promise<Entry>[] = [];
  const start = performance.now();
  for (let index = 0; index < (forMs / 1000) * perSecond; index += 1) {
    await delay(Math.max(0, start + (index * 1000) / perSecond - performance.now()));
    sent.push(act(index));
  }
  return Promise.all(sent);
}

const milliseconds = (entries: readonly Entry[], p: number): string =>
  `${percentile(
    entries.map(({ tookMs }) => tookMs),
    p,
  ).toFixed(0)} ms`;

const ways = {
  'is away': {
    begin: ({ stack }) => stack.stop('nats'),
    end: ({ stack }) => stack.start('nats'),
  },
  // Connections that are half open: nobody is told that nothing passes any more.
  hangs: {
    begin: ({ proxies }) => Promise.resolve(proxies.get('nats')?.set('hangs')),
    end: ({ proxies }) => Promise.resolve(proxies.get('nats')?.set('passes')),
  },
} satisfies Record<
  string,
  { begin(stage: Stage): Promise<void>; end(stage: Stage): Promise<void> }
>;

type BusOutage = keyof typeof ways;

/** NATS Streaming is gone while people trade: no request may fail, and every event is delivered after its return. */
export async function withoutBus(
  stage: Rehearsal,
  how: BusOutage,
  awayMs: number,
  random: () => number,
): Promise<readonly Violation[]> {
  const market = await open(stage, 1.5 * awayMs);
  const before = await trade(stage, market, awayMs / 2, random);
  await ways[how].begin(stage.stage);
  const during = await trade(stage, market, awayMs, random);
  const waiting = atRest(await stage.facts()).length;
  await ways[how].end(stage.stage);

  const deliveredMs = await stage.calm(hopelessMs);
  const failed = during.filter(({ outcome }) => outcome !== 'ok');
  const what = `NATS Streaming ${how}`;
  console.log(
    `${what} for ${seconds(awayMs)}: ${during.length} requests, ${failed.length} failed; p50 ${milliseconds(during, 0.5)}, p99 ${milliseconds(during, 0.99)} (with it ${milliseconds(before, 0.5)}, ${milliseconds(before, 0.99)}); ${waiting} things to mend at its return, all delivered after ${seconds(deliveredMs)}`,
  );
  const violations: Violation[] = failed.map((entry) => ({
    promise: '7 Errors are answers',
    says: `${entry.who} ${entry.what} ${entry.sent} was answered ${entry.status} while ${what}`,
    ids: [entry.who],
  }));
  if (deliveredMs === undefined || deliveredMs > goodMs) {
    violations.push({
      promise: '2 No lost event',
      says: `delivered ${seconds(deliveredMs)} after it was so that ${what}`,
      ids: [],
    });
  }
  return violations;
}
