import axios from 'axios';

import { residentMb } from '../kit/process';
import { edgesOf } from '../kit/stats';

export interface WatchedProcess {
  readonly name: string;
  readonly pid: number;
  readonly operatorUrl: string;
}

/** In fewer requests a process only warms up: its memory grows, and its code is still being compiled. */
const fewestRequests = 50_000;
const warmUpShare = 0.25;
const mostGrowth = 0.2;
const mostLagMs = 100;
const sampleEvery = 500;
const lagGauge = /^nodejs_eventloop_lag_p99_seconds(?:\{.*\})? (\S+)$/m;

/** Memory and event loop of the processes, after the warm-up. */
export class Health {
  readonly #megabytes = new Map<string, number[]>();
  #sampledAt: number | undefined;

  constructor(
    private readonly processes: () => readonly WatchedProcess[],
    private readonly requests: number,
  ) {}

  /** @param sent how many requests so far */
  async sample(sent: number): Promise<void> {
    if (sent < (this.#sampledAt ?? this.requests * warmUpShare) + sampleEvery) return;
    const isFirst = this.#sampledAt === undefined;
    this.#sampledAt = sent;
    // A reading clears the gauge, so later readings do not include the warm-up.
    if (isFirst) await Promise.all(this.processes().map(readLagMs));
    for (const { name, pid } of this.processes()) {
      this.#megabytes.set(name, [...(this.#megabytes.get(name) ?? []), residentMb(pid)]);
    }
  }

  /** Prints the figures. @returns those that are too high */
  async findings(): Promise<string[]> {
    const findings: string[] = [];
    for (const each of this.processes()) {
      const [before, after] = edgesOf(this.#megabytes.get(each.name) ?? []);
      const lagMs = await readLagMs(each);
      const figures = `${each.name}: ${before.toFixed(0)} MB warm, ${after.toFixed(0)} MB at the end, event loop p99 ${lagMs.toFixed(0)} ms`;
      console.log(figures);
      // A figure that could not be read (NaN) is too high.
      const isGood = after / before - 1 <= mostGrowth && lagMs < mostLagMs;
      if (!isGood && this.requests >= fewestRequests) findings.push(figures);
    }
    return findings;
  }
}

/** The lag since the last reading, as the process measures it; NaN if it returns none. */
async function readLagMs({ operatorUrl }: WatchedProcess): Promise<number> {
  const url = new URL('/metrics', operatorUrl).href;
  const answer = await axios
    .get<string>(url, { timeout: 10_000, responseType: 'text' })
    .catch(() => undefined);
  return Number(lagGauge.exec(answer?.data ?? '')?.[1]) * 1000;
}
