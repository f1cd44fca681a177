import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { Stack } from '@ticketing-dev/local';

import { readBus } from '../kit/checker/bus';
import type { Facts, Reader } from '../kit/checker/facts';
import type { History } from '../kit/checker/history';
import {
  atRest,
  fromTheBus,
  fromTheDoors,
  fromTheHistory,
  fromTheKeys,
  lateness,
  replicas,
  type Violation,
} from '../kit/checker/judge';
import { edgesOf, slope } from '../kit/stats';
import type { Platform } from './platform';

const shownViolations = 20;
const shownEntries = 12;

export const seconds = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? 'never' : `${(milliseconds / 1000).toFixed(1)} s`;

export const table = (rows: Readonly<Record<string, unknown>>): string =>
  Object.entries(rows)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `  ${name.padEnd(26)} ${String(value)}`)
    .join('\n');

/** A reason why the run proves nothing. */
export const proofFails = (says: string): Violation => ({
  promise: 'the proof itself',
  says,
  ids: [],
});

/** The violations of a run, each once. */
export class Findings {
  readonly #found = new Map<string, Violation>();
  #printed = 0;

  constructor(private readonly history: Pick<History, 'about'>) {}

  add(...violations: readonly Violation[]): void {
    for (const each of violations)
      if (!this.#found.has(each.says)) this.#found.set(each.says, each);
  }

  say(promise: string, says: string, ...ids: readonly string[]): void {
    this.add({ promise, says, ids });
  }

  /**
   * Prints the number of new violations, and the first of them with the requests that contain their ids.
   *
   * @returns whether there was none in the whole run
   */
  print(): boolean {
    const fresh = [...this.#found.values()].slice(this.#printed);
    this.#printed = this.#found.size;
    console.log(`${fresh.length} violations`);
    for (const { promise, says, ids } of fresh.slice(0, shownViolations)) {
      const lines = this.history.about(ids).slice(0, shownEntries);
      console.log(`\n${promise}: ${says}\n  ${lines.join('\n  ')}`);
    }
    return this.#found.size === 0;
  }
}

/**
 * Checks the promises by everything that is stored, every message of the bus, and every answer to a client. `latestMs`
 * is how late the last reservation ended.
 */
export async function checkAll({ reader, addresses, history }: Platform) {
  const facts = await reader.facts();
  const messages = await readBus(addresses.nats);
  const { early, latestMs } = lateness(facts);
  const violations = [
    ...atRest(facts),
    ...fromTheBus(facts, messages),
    ...fromTheHistory(facts, history.entries),
    ...fromTheKeys(facts, history.entries),
    ...fromTheDoors(history.entries),
    ...early,
  ];
  return { facts, messages, latestMs, violations };
}

const noneOpen = ({ orders }: Facts): boolean => orders.every(({ status }) => status !== 'created');

/**
 * Waits until nothing is wrong and nothing is left to do.
 *
 * @returns after how long all replicas were equal, and nothing was left to do: undefined if that was never so
 */
export async function comeToRest(
  reader: Reader,
  withinMs: number,
  isDone: (facts: Facts) => boolean = noneOpen,
) {
  const since = performance.now();
  let equalAfterMs: number | undefined;
  for (;;) {
    const facts = await reader.facts();
    const passedMs = performance.now() - since;
    // Reservations that end later make replicas differ again for a moment.
    if (replicas(facts).length === 0) equalAfterMs ??= passedMs;
    const violations = atRest(facts);
    if (violations.length === 0 && isDone(facts)) {
      return { equalAfterMs, quietAfterMs: passedMs, violations };
    }
    if (passedMs > withinMs) {
      const unrest = [proofFails('it did not come to rest'), ...violations];
      return { equalAfterMs, quietAfterMs: undefined, violations: unrest };
    }
    await delay(250);
  }
}

/** Reads the orders repeatedly, until `end`, to find two live orders of one ticket. */
export function watchForDoubleSales(reader: Pick<Reader, 'doubleSales'>) {
  const over = new AbortController();
  const violations: Violation[] = [];
  let looks = 0;
  const look = async (): Promise<void> => {
    for (const ids of await reader.doubleSales()) {
      violations.push({ promise: '1 One sale', says: `${ids.join(', ')} at one moment`, ids });
    }
    looks += 1;
  };
  const watching = (async () => {
    while (!over.signal.aborted) {
      // The database may be unavailable.
      await look().catch(() => undefined);
      await delay(250);
    }
  })();
  return {
    async end(): Promise<{ readonly looks: number; readonly violations: readonly Violation[] }> {
      over.abort();
      await watching;
      if (looks === 0) violations.push(proofFails('the orders could never be read during the run'));
      return { looks, violations };
    },
  };
}

/**
 * A long run should reach five. An unlucky message may meet more faults, but twice as many deliveries are a storm, which
 * feeds itself.
 */
const mostDeliveries = 10;
// The log line of common's consumer. Other fields may stand between these, and the last line of a killed process may be
// cut off.
const redelivered = /"message":"([^"]+)",.*"redeliveries":(\d+),.*"msg":"a message came again"/;

/**
 * How often each message was delivered to each service again: the number of log lines, or the count that NATS Streaming
 * gave in them. NATS Streaming forgets its count when it restarts, and a dead process logs nothing.
 */
export function redeliveries(stack: Pick<Stack, 'processes' | 'logFile'>): Map<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { name } of stack.processes()) {
    const service = name.replace(/-\d+$/, '');
    const file = stack.logFile(name);
    // A full log is rotated to this name.
    for (const part of [`${file}.1`, file].filter((each) => existsSync(each))) {
      for (const line of readFileSync(part, 'utf8').split('\n')) {
        const [, message, count] = redelivered.exec(line) ?? [];
        if (message === undefined) continue;
        const id = `${message} to ${service}`;
        const seen = (lines.get(id) ?? 0) + 1;
        lines.set(id, seen);
        counts.set(id, Math.max(seen, counts.get(id) ?? 0, Number(count)));
      }
    }
  }
  return counts;
}

export function histogramOf(counts: ReadonlyMap<string, number>): Record<string, number> {
  const histogram: Record<string, number> = {};
  for (const times of counts.values()) {
    const name = `delivered ${times + 1} times`;
    histogram[name] = (histogram[name] ?? 0) + 1;
  }
  return histogram;
}

export const storms = (counts: ReadonlyMap<string, number>): Violation[] =>
  [...counts]
    .filter(([, times]) => times + 1 > mostDeliveries)
    .map(([id, times]) => ({
      promise: 'No storm of redeliveries',
      says: `${id} was delivered ${times + 1} times`,
      ids: [id],
    }));

/** The size of a process at one moment. */
export interface Sample {
  readonly minute: number;
  readonly megabytes: number;
  readonly files: number;
}

const mostMbPerMinute = 1;
/** Connections come and go with the load. */
const mostNewFiles = 8;

/** Whether a process grows, by samples from when it was warm. */
export function growthOf(samples: readonly Sample[]) {
  const perMinute = slope(samples.map(({ minute, megabytes }) => ({ x: minute, y: megabytes })));
  const [mbBefore, mbAfter] = edgesOf(samples.map(({ megabytes }) => megabytes));
  const [filesBefore, filesAfter] = edgesOf(samples.map(({ files }) => files));
  return {
    figures: `${mbBefore.toFixed(0)} to ${mbAfter.toFixed(0)} MB (${perMinute.toFixed(2)} a minute), ${filesBefore} to ${filesAfter} open files`,
    // Written so that NaN, which stands for an unreadable figure, is not fine.
    isFine: perMinute < mostMbPerMinute && filesAfter - filesBefore <= mostNewFiles,
  };
}
