import axios from 'axios';

import { residentMb } from '../kit/process';
import { edgesOf } from '../kit/stats';

/** A process of ours. */
export interface Watched {
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
const answerMs = 10_000;
const lagGauge = /^nodejs_eventloop_lag_p99_seconds(?:\{.*\})? (\S+)$/m;

/** Memory and event loop of the processes, from when they are warm. */
export class Health {
  readonly #megabytes = new Map<string, number[]>();
  #isWarm = false;
  #sampledAt = 0;

  constructor(
    private readonly processes: () => readonly Watched[],
    private readonly requests: number,
  ) {}

  /** @param sent how many requests so far */
  async look(sent: number): Promise<void> {
    if (sent < this.requests * warmUpShare) return;
    if (!this.#isWarm) {
      this.#isWarm = true;
      // A reading clears the gauge: from here on it is of the time after the warm-up.
      await Promise.all(this.processes().map(readLagMs));
    }
    if (sent < this.#sampledAt + sampleEvery) return;
    this.#sampledAt = sent;
    for (const { name, pid } of this.processes()) {
      const samples = this.#megabytes.get(name) ?? [];
      // Of one that has just crashed there is no figure; that is found anyway.
      samples.push(residentMb(pid));
      this.#megabytes.set(name, samples);
    }
  }

  /** Prints the figures. @returns those that are too high */
  async findings(): Promise<string[]> {
    const findings: string[] = [];
    for (const each of this.processes()) {
      const [before, after] = edgesOf(this.#megabytes.get(each.name) ?? []);
      const growth = after / before - 1;
      const lagMs = await readLagMs(each);
      const figures = `${each.name}: ${before.toFixed(0)} MB warm, ${after.toFixed(0)} MB at the end, event loop p99 ${lagMs.toFixed(0)} ms`;
      console.log(figures);
      // Not the other way round: what could not be read is too high, too.
      const isFine = growth <= mostGrowth && lagMs < mostLagMs;
      if (!isFine && this.requests >= fewestRequests) findings.push(figures);
    }
    return findings;
  }
}

/** By the process' own account, since it was asked last; NaN where it has none to give. */
async function readLagMs({ operatorUrl }: Watched): Promise<number> {
  try {
    const { data } = await axios.get<string>(new URL('/metrics', operatorUrl).href, {
      timeout: answerMs,
      responseType: 'text',
    });
    const [, seconds] = lagGauge.exec(data) ?? [];
    return Number(seconds) * 1000;
  } catch {
    return NaN;
  }
}
