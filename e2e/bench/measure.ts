import { setTimeout as delay } from 'node:timers/promises';

import { Client } from './client';
import { cpuBetween, usage } from './cpu';
import { type Answered, closed, type Next, open, sending } from './load';
import type { Platform, Site } from './platform';
import { mean, percentile, type Ratio, ratioOf } from '../kit/stats';

/** How long and how often. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly burst: number;
}

/** What is measured: requests to one address, and the process that answers them. */
export interface Subject {
  readonly name: string;
  readonly process: string;
  readonly url: string;
  readonly next: Next;
}

export interface Scenario extends Subject {
  /** What it is compared with, in turns. */
  readonly floor?: Subject;
  /** Arrivals a second at which latency is measured. */
  readonly perSecond: number;
  /** So many requests a round, instead of so many seconds. */
  readonly burst?: boolean;
  /** Before each load of the subject, and after it: warm-up, rounds, and the fixed rate. */
  readonly before?: () => Promise<unknown>;
  readonly after?: () => Promise<unknown>;
}

export interface Latency {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Figure {
  readonly name: string;
  readonly process: string;
  /** Requests a second with as many as the server takes. */
  readonly throughput: number;
  readonly cpu: Cost['cpu'];
  readonly latency: Latency;
  readonly floor?: {
    readonly name: string;
    readonly throughput: number;
    readonly cpuMs: number;
    /** Throughput to the floor's, of rounds in turns. */
    readonly ratio: Ratio;
    /** CPU of the answering process to the floor's. */
    readonly cpuRatio: Ratio;
  };
}

const atOnce = 16;

/** How much a load was, and what it took. */
export interface Cost {
  /** Requests, or purchases, a second. */
  readonly perSecond: number;
  /** CPU milliseconds of each process for one of them. */
  readonly cpu: Readonly<Record<string, number>>;
}

export async function costOf(
  platform: Pick<Platform, 'roots'>,
  load: () => Promise<Answered>,
): Promise<Cost> {
  const roots = platform.roots();
  const before = usage(roots);
  const { requests, seconds } = await load();
  const cpu = cpuBetween(before, usage(roots));
  return {
    perSecond: requests / seconds,
    cpu: Object.fromEntries(Object.entries(cpu).map(([name, ms]) => [name, ms / requests])),
  };
}

export const toLatency = (perSecond: number, { latenciesMs }: Answered): Latency => ({
  perSecond,
  p50: percentile(latenciesMs, 0.5),
  p95: percentile(latenciesMs, 0.95),
  p99: percentile(latenciesMs, 0.99),
});

const fixedSeconds = (seconds: number): number => 2 * seconds;

/** All requests of a burst scenario, on any machine: the warm-up is a burst too. */
export const requestsOf = ({ rounds, seconds, burst }: Effort, perSecond: number): number =>
  burst * (1 + rounds) + perSecond * fixedSeconds(seconds);

/** Warms up, then measures in turns with the floor, then at the fixed rate. One wrong answer voids it all. */
export async function measure(
  platform: Platform,
  scenario: Scenario,
  { rounds, seconds, warmUpSeconds, burst }: Effort,
): Promise<Figure> {
  const { floor, before, after } = scenario;
  const limit = scenario.burst ? { requests: burst } : { seconds };
  const client = new Client(scenario.url, atOnce);
  const floorClient = floor && new Client(floor.url, atOnce);
  const own: Cost[] = [];
  const floors: Cost[] = [];
  const round = (to: Client, { next }: Subject): Promise<Cost> =>
    costOf(platform, () => closed(sending(to, next), { atOnce, ...limit }));
  const ofFloor = async (): Promise<void> => {
    if (floor && floorClient) floors.push(await round(floorClient, floor));
  };
  const framed = async <T>(load: () => Promise<T>): Promise<T> => {
    await before?.();
    const answered = await load();
    await after?.();
    return answered;
  };
  const ofSubject = async (): Promise<void> => {
    own.push(await framed(() => round(client, scenario)));
  };
  try {
    const warmUp = { atOnce, ...(scenario.burst ? limit : { seconds: warmUpSeconds }) };
    await framed(() => closed(sending(client, scenario.next), warmUp));
    if (floor && floorClient) await closed(sending(floorClient, floor.next), warmUp);
    for (let i = 0; i < rounds; i += 1) {
      const order = i % 2 === 0 ? [ofFloor, ofSubject] : [ofSubject, ofFloor];
      for (const turn of order) await turn();
    }
    const fixed = { perSecond: scenario.perSecond, seconds: fixedSeconds(seconds) };
    const answered = await framed(() => open(sending(client, scenario.next), fixed));
    return toFigure(scenario, own, floors, toLatency(fixed.perSecond, answered));
  } finally {
    await client.close();
    await floorClient?.close();
  }
}

function toFigure(
  { name, process, floor }: Scenario,
  own: readonly Cost[],
  floors: readonly Cost[],
  latency: Latency,
): Figure {
  const names = Object.keys(own[0]?.cpu ?? {});
  const cpuOf = (rounds: readonly Cost[], of: string): number[] =>
    rounds.map(({ cpu }) => cpu[of] ?? 0);
  const figure = {
    name,
    process,
    throughput: mean(own.map(({ perSecond }) => perSecond)),
    cpu: Object.fromEntries(names.map((each) => [each, mean(cpuOf(own, each))])),
    latency,
  };
  if (!floor) return figure;
  const floorCpu = cpuOf(floors, floor.process);
  return {
    ...figure,
    floor: {
      name: floor.name,
      throughput: mean(floors.map(({ perSecond }) => perSecond)),
      cpuMs: mean(floorCpu),
      ratio: ratioOf(own.map(({ perSecond }, i) => perSecond / (floors[i]?.perSecond ?? NaN))),
      cpuRatio: ratioOf(cpuOf(own, process).map((ms, i) => ms / (floorCpu[i] ?? NaN))),
    },
  };
}

const drainMs = 120_000;

/** Waits until a service has no event left to publish; how long that took. */
export async function drained(site: Site, ...services: string[]): Promise<number> {
  const start = performance.now();
  for (const service of services) {
    for (;;) {
      if ((await pendingOf(site, service)) === 0) break;
      if (performance.now() - start > drainMs) throw new Error(`${service} does not drain`);
      await delay(20);
    }
  }
  return (performance.now() - start) / 1000;
}

/** Aggregates with events that are not published yet. */
export async function pendingOf(site: Site, service: string): Promise<number> {
  const database = await site.databaseOf(service);
  const collection = database.db().collection(service);
  return collection.countDocuments({ pendingSince: { $type: 'date' } });
}
