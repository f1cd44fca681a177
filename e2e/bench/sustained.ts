import { setTimeout as delay } from 'node:timers/promises';

import { eventually } from '@ticketing-dev/common/testing';
import { type Document, type Filter, ObjectId } from 'mongodb';

import { mean, sum } from '../kit/stats';
import { fillTickets } from './fill';
import { ordering } from './flows';
import { type Act, latencyOf, open, type Row, type Scenarios, unpublished } from './measure';
import type { Site } from './platform';

export const followMs = 300_000;
const samples = 6;

/** Events that wait, by where they wait: each is a function that counts them. */
type Waiting = Readonly<Record<string, () => Promise<number>>>;

/** Orders that the service furthest behind has not copied. */
export async function uncopied(site: Site, orders: Filter<Document>): Promise<number> {
  const counts = ['orders', 'tickets', 'payments'].map((service) =>
    site.collection(service, 'orders').countDocuments(orders),
  );
  const [owned = 0, ...copies] = await Promise.all(counts);
  // They are not counted at one moment.
  return Math.max(0, owned - Math.min(...copies));
}

/** Aggregates of several services with events that are not published yet. */
export const allUnpublished = async (site: Site, ...services: string[]): Promise<number> =>
  sum(await Promise.all(services.map((service) => unpublished(site, service))));

/** Less than one second of arrivals waits, and the later half has no more of them than the earlier, except for noise. */
export function isFlat(waiting: readonly number[], perSecond: number): boolean {
  const [earlier, later] = [mean(waiting.slice(0, samples / 2)), mean(waiting.slice(samples / 2))];
  return later < perSecond && later - earlier < perSecond / 4;
}

/** Arrivals at one rate, what waits at moments spread over the step, and after how long nothing waits any more. */
export async function step(act: Act, perSecond: number, seconds: number, waiting: Waiting) {
  const waits = Object.entries(waiting).map(([name, count]) => ({
    name,
    count,
    counts: [] as number[],
  }));
  const countAll = async (): Promise<number[]> => Promise.all(waits.map(({ count }) => count()));
  const watch = async (): Promise<void> => {
    const start = performance.now();
    for (let i = 1; i <= samples; i += 1) {
      await delay(Math.max(0, start + (i * seconds * 1000) / samples - performance.now()));
      for (const [k, count] of (await countAll()).entries()) waits[k]?.counts.push(count);
    }
  };
  const [answered] = await Promise.all([open(act, perSecond, seconds), watch()]);
  const end = performance.now();
  await eventually(async () => {
    const left = sum(await countAll());
    if (left > 0) throw new Error(`${left} events have not arrived`);
  }, followMs);
  const drainSeconds = ((performance.now() - end) / 1000).toFixed(1);
  const isSustained =
    answered.seconds < seconds + 1 && waits.every(({ counts }) => isFlat(counts, perSecond));
  const found = waits.map(({ name, counts }) => `${name} ${counts.join(' ')}`);
  const result = isSustained ? 'sustained' : 'not sustained';
  const note = [result, ...found, `done after ${drainSeconds} s`].join('; ');
  return { ...answered, isSustained, note };
}

/** Raises the rate until the events fall behind. */
export const sustained: Scenarios = {
  async 'orders with all their events'(platform, effort) {
    const rows: Row[] = [];
    for (const perSecond of effort.rates) {
      const seconds = effort.steadySeconds / 2;
      const order = ordering(platform, await fillTickets(platform, perSecond * seconds));
      // An id contains the second in which it was made.
      const since = ObjectId.createFromTime(Math.floor(Date.now() / 1000));
      const result = await step(order, perSecond, seconds, {
        'not published': () => allUnpublished(platform, 'orders', 'tickets'),
        'not copied': () => uncopied(platform, { _id: { $gte: since } }),
      });
      rows.push({ latency: latencyOf(result, perSecond), note: result.note });
      if (!result.isSustained) break;
    }
    return rows;
  },
};
