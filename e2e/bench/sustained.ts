import { setTimeout as delay } from 'node:timers/promises';

import { eventually } from '@ticketing-dev/common/testing';
import { ObjectId } from 'mongodb';

import { Client } from './client';
import { fillTickets } from './fill';
import { open, sending } from './load';
import { drained, pendingOf } from './measure';
import { members } from './people';
import type { Site } from './platform';
import { mean, percentile } from '../kit/stats';
import * as works from './works';

/** What waits at one moment. */
export interface Waiting {
  /** Orders and tickets with events that are not published. */
  readonly unpublished: number;
  /** Orders that the service which is furthest behind has not copied. */
  readonly uncopied: number;
}

export interface Step {
  readonly perSecond: number;
  readonly p99: number;
  /** At moments spread over the step, the last at its end. */
  readonly waiting: readonly Waiting[];
  readonly keepsUp: boolean;
  /** Until nothing waited any more. */
  readonly drainSeconds: number;
}

const samples = 6;
const followMs = 120_000;

async function uncopiedOf(site: Site, since: ObjectId): Promise<number> {
  const countIn = async (service: string): Promise<number> =>
    (await site.databaseOf(service))
      .db()
      .collection<{ _id: ObjectId }>('orders')
      .countDocuments({ _id: { $gte: since } });
  const [orders = 0, ...copies] = await Promise.all(['orders', 'tickets', 'payments'].map(countIn));
  // They are counted side by side, not at one moment.
  return Math.max(0, orders - Math.min(...copies));
}

async function watch(site: Site, since: ObjectId, seconds: number): Promise<Waiting[]> {
  const start = performance.now();
  const seen: Waiting[] = [];
  for (let i = 1; i <= samples; i += 1) {
    const due = start + (i * seconds * 1000) / samples;
    await delay(Math.max(0, due - performance.now()));
    const [orders, tickets, uncopied] = await Promise.all([
      pendingOf(site, 'orders'),
      pendingOf(site, 'tickets'),
      uncopiedOf(site, since),
    ]);
    seen.push({ unpublished: orders + tickets, uncopied });
  }
  return seen;
}

/** Less than a second's orders wait, and the later half sees no more of them than the earlier but for what is noise. */
function isFlat(waiting: readonly number[], perSecond: number): boolean {
  const [earlier, later] = [mean(waiting.slice(0, samples / 2)), mean(waiting.slice(samples / 2))];
  return later < perSecond && later - earlier < perSecond / 4;
}

/** Raises the rate of orders until their events no longer keep up. */
export async function sustained(
  site: Site,
  { rates, seconds }: { readonly rates: readonly number[]; readonly seconds: number },
): Promise<readonly Step[]> {
  const member = members(site.stack.jwtKey);
  const steps: Step[] = [];
  for (const perSecond of rates) {
    const tickets = await fillTickets(site, perSecond * seconds);
    const client = new Client(site.urlOf('orders'), 64);
    let i = -1;
    const next = () => {
      i += 1;
      return works.postOrder(member(`steady-${i % 100}`), tickets[i] ?? '');
    };
    // Ids tell the second in which they were made.
    const since = ObjectId.createFromTime(Math.floor(Date.now() / 1000));
    const [answered, waiting] = await Promise.all([
      open(sending(client, next), { perSecond, seconds }),
      watch(site, since, seconds),
    ]);
    const end = performance.now();
    await drained(site, 'orders', 'tickets');
    await eventually(async () => {
      const left = await uncopiedOf(site, since);
      if (left > 0) throw new Error(`${left} orders have not been copied`);
    }, followMs);
    const drainSeconds = (performance.now() - end) / 1000;
    await client.close();
    const keepsUp =
      answered.seconds < seconds + 1 &&
      isFlat(
        waiting.map(({ unpublished }) => unpublished),
        perSecond,
      ) &&
      isFlat(
        waiting.map(({ uncopied }) => uncopied),
        perSecond,
      );
    const p99 = percentile(answered.latenciesMs, 0.99);
    steps.push({ perSecond, p99, waiting, keepsUp, drainSeconds });
    if (!keepsUp) break;
  }
  return steps;
}
