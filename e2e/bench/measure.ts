import { setTimeout as delay } from 'node:timers/promises';

import { eventually } from '@ticketing-dev/common/testing';

import { mean, percentile, type Ratio, ratioOf, sum } from '../kit/stats';
import { times } from './report';
import type { Measurable, Platform, Site } from './platform';

/** How often, how long and how much. */
export const efforts = {
  quick: {
    rounds: 2,
    seconds: 2,
    steadySeconds: 4,
    burst: 200,
    stored: [1_000, 10_000],
    rates: [25, 50],
    purchaseRates: [10, 20],
    sustainedSeconds: 5,
    backlog: 300,
    events: 500,
    idleSeconds: 5,
    watchers: 200,
  },
  full: {
    rounds: 8,
    seconds: 4,
    steadySeconds: 20,
    burst: 500,
    stored: [1_000, 10_000, 50_000, 100_000],
    rates: [25, 50, 75, 100, 150, 200, 300, 400],
    purchaseRates: [15, 20, 25, 30, 40, 50, 65],
    sustainedSeconds: 600,
    backlog: 5_000,
    events: 5_000,
    idleSeconds: 60,
    watchers: 2_000,
  },
};
export type Effort = (typeof efforts)['full'];

/** A row of the report. */
export interface Row {
  /** By default its scenario's name. */
  readonly name?: string;
  /** The process that answers. */
  readonly process?: string;
  /** As many as the server takes. */
  readonly perSecond?: number;
  /** CPU milliseconds of each process for one request. */
  readonly cpu?: Readonly<Record<string, number>>;
  readonly latency?: Latency;
  readonly baseline?: {
    readonly perSecond: number;
    readonly cpuMs?: number;
    /** Requests a second, and CPU of the process that answers, of rounds in turns. */
    readonly ratio: Ratio;
    readonly cpuRatio?: Ratio;
  };
  /** Tickets and orders in the database. */
  readonly stored?: number;
  readonly note?: string;
}

/** By name. Each measures one row, or several that belong together. */
export type Scenarios = Readonly<
  Record<string, (platform: Platform, effort: Effort) => Promise<Row | readonly Row[]>>
>;

/** One request, or several that belong together. It rejects if an answer is wrong. */
export type Act = () => Promise<unknown>;

export interface Answered {
  readonly perSecond: number;
  readonly seconds: number;
  /** From when a request was sent (closed) or due (open) to its answer. */
  readonly latenciesMs: readonly number[];
}

const answered = (start: number, latenciesMs: readonly number[]): Answered => {
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: latenciesMs.length / seconds, seconds, latenciesMs };
};

export const concurrent = 16;

/** As much as the server takes: each of the concurrent users sends again when it has its answer. */
export async function closed(
  act: Act,
  limit: { readonly users?: number; readonly seconds?: number; readonly requests?: number },
): Promise<Answered> {
  const { users = concurrent, seconds = Infinity, requests = Infinity } = limit;
  const latenciesMs: number[] = [];
  const start = performance.now();
  let left = requests;
  const user = async (): Promise<void> => {
    while (left > 0 && performance.now() < start + seconds * 1000) {
      left -= 1;
      const sent = performance.now();
      await act();
      latenciesMs.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: users }, user));
  return answered(start, latenciesMs);
}

/** Arrivals at a fixed rate, whether others have their answers or not: a stall delays all that arrive during it. */
export async function open(act: Act, perSecond: number, seconds: number): Promise<Answered> {
  const latenciesMs: number[] = [];
  const answers: Promise<unknown>[] = [];
  const start = performance.now();
  for (let i = 0; i < Math.round(perSecond * seconds); i += 1) {
    const due = start + (i * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await delay(wait);
    const answer = act().then(() => latenciesMs.push(performance.now() - due));
    // Promise.all reports it, after the last arrival.
    answer.catch(() => undefined);
    answers.push(answer);
  }
  await Promise.all(answers);
  return answered(start, latenciesMs);
}

type Latency = ReturnType<typeof latencyOf>;

/** @param perSecond the rate of arrivals, if it was fixed */
export const latencyOf = ({ latenciesMs }: Pick<Answered, 'latenciesMs'>, perSecond?: number) => ({
  ...(perSecond === undefined ? {} : { perSecond }),
  p50: percentile(latenciesMs, 0.5),
  p95: percentile(latenciesMs, 0.95),
  p99: percentile(latenciesMs, 0.99),
  max: percentile(latenciesMs, 1),
});

/** A, B, B, A: what drifts affects both. */
export async function inTurns<A, B>(
  rounds: number,
  a: () => Promise<A>,
  b: () => Promise<B>,
): Promise<[A[], B[]]> {
  const results: [A[], B[]] = [[], []];
  const turns = [async () => results[0].push(await a()), async () => results[1].push(await b())];
  for (let i = 0; i < rounds; i += 1) {
    for (const turn of i % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  return results;
}

/** What a load costs each process, for one request. */
export async function costOf<T extends Answered>(platform: Measurable, load: () => Promise<T>) {
  const before = platform.cpuMs();
  const result = await load();
  const spent = Object.entries(platform.cpuMs()).map(
    ([name, cpuMs]) => [name, (cpuMs - (before[name] ?? 0)) / result.latenciesMs.length] as const,
  );
  return { ...result, cpu: Object.fromEntries(spent) };
}

/** What is loaded, and how. */
export interface Load {
  readonly act: Act;
  /** Not measured. */
  readonly before?: () => Promise<unknown>;
  readonly after?: () => Promise<unknown>;
  /** A round has a number of requests instead of a duration. */
  readonly requests?: number;
}

export interface Measured extends Load {
  /** The process that answers. */
  readonly process?: string;
  readonly baseline?: Load;
  /** Arrivals a second at which latency is measured. By default a rate that is low for both, and both in turns. */
  readonly perSecond?: number;
  /** Waits for what a request costs after its answer. */
  readonly untilDone?: () => Promise<unknown>;
}

export async function turn<T>(load: Load, send: (act: Act) => Promise<T>): Promise<T> {
  await load.before?.();
  const result = await send(load.act);
  await load.after?.();
  return result;
}

/** All requests of a load in bursts; the warm-up is a burst too. */
export const requestsOf = (effort: Effort, burst: number, perSecond: number): number =>
  burst * (1 + effort.rounds) + perSecond * effort.steadySeconds;

/** Of the slower one's throughput: far below the rate at which requests queue. */
const lowShare = 0.3;

const rateOf = ({ perSecond }: Answered): number => perSecond;
const cpuOf =
  (name = '') =>
  ({ cpu }: Pick<Row, 'cpu'>): number =>
    cpu?.[name] ?? 0;

/** Warms up, then measures in turns with the baseline, then at the fixed rate. */
export async function measure(platform: Measurable, load: Measured, effort: Effort): Promise<Row> {
  const { process, baseline, requests, untilDone } = load;
  const { rounds, seconds } = effort;
  const limit = requests === undefined ? { seconds } : { requests };
  const closedLoad = (act: Act) =>
    costOf(platform, async () => {
      const result = await closed(act, limit);
      await untilDone?.();
      return result;
    });
  const both = <T>(times: number, send: (act: Act) => Promise<T>) =>
    inTurns(
      times,
      async () => baseline && turn(baseline, send),
      () => turn(load, send),
    );
  await both(1, (act) => closed(act, limit));
  const [others, own] = await both(rounds, closedLoad);
  const bases = others.flatMap((each) => each ?? []);
  const [perSecond, basePerSecond] = [mean(own.map(rateOf)), mean(bases.map(rateOf))];
  const cpu = Object.keys(own[0]?.cpu ?? {}).map(
    (name) => [name, mean(own.map(cpuOf(name)))] as const,
  );
  const row = {
    ...(process && { process }),
    perSecond,
    cpu: Object.fromEntries(cpu),
    ...(baseline && {
      baseline: {
        perSecond: basePerSecond,
        ratio: ratioOf(own.map(rateOf), bases.map(rateOf)),
        ...(process && {
          cpuMs: mean(bases.map(cpuOf('baseline'))),
          cpuRatio: ratioOf(own.map(cpuOf(process)), bases.map(cpuOf('baseline'))),
        }),
      },
    }),
  };
  if (load.perSecond !== undefined) {
    const rate = load.perSecond;
    const steady = await turn(load, (act) => open(act, rate, effort.steadySeconds));
    return { ...row, latency: latencyOf(steady, rate) };
  }
  const low = Math.min(
    lowShare * Math.min(perSecond, basePerSecond),
    (requests ?? Infinity) / seconds,
  );
  const rate = Math.max(1, Math.floor(low));
  const [theirs, ours] = await both(rounds, async (act) =>
    latencyOf(await open(act, rate, seconds)),
  );
  const ratio = (of: 'p50' | 'p99'): string =>
    `${of} ${times(
      ratioOf(
        ours.map((each) => each[of]),
        theirs.map((each) => each?.[of] ?? NaN),
      ),
    )} ×`;
  return { ...row, note: `at ${rate}/s: ${ratio('p50')}, ${ratio('p99')}` };
}

/** Aggregates with events that are not published yet. */
export const unpublished = (site: Site, service: string): Promise<number> =>
  site.collection(service, service).countDocuments({ pendingSince: { $type: 'date' } });

const drainMs = 120_000;

/** All CPU of one request, and how much of it is neither the load's nor that of Stripe's stand-in. */
export function cpuInAll(cpu: Readonly<Record<string, number>>): string {
  const { load = 0, stripe = 0, baseline = 0, ...services } = cpu;
  const own = sum(Object.values(services));
  const all = own + load + stripe + baseline;
  return `${all.toFixed(1)} ms of CPU in all, ${own.toFixed(1)} ms without load and Stripe's stand-in`;
}

/** Waits until the services have no event left to publish. */
export async function drained(site: Site, ...services: string[]): Promise<void> {
  for (const service of services) {
    await eventually(async () => {
      const left = await unpublished(site, service);
      if (left > 0) throw new Error(`${service} has ${left} aggregates with events to publish`);
    }, drainMs);
  }
}
