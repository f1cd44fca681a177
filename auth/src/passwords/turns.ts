import { type CustomError, UnavailableError } from '@ticketing-dev/common';

import type { LineName, Turns } from '../domain/turns';
import { WaitingLine } from './waiting-line';

/** Half of libuv's four threads, so that many sign-ins do not delay files, DNS and other requests. */
const defaultConcurrency = 2;
/** The assumed duration of a turn, until one is measured. */
const firstMeanMs = 50;
/** The weight of the last turn in the moving average. */
const weight = 0.1;

export interface TurnsOptions {
  /** A caller that would wait longer is refused immediately. */
  readonly longestWaitMs: number;
  /** Called for every refused caller. */
  readonly onRefused?: () => void;
  /** How many turns run concurrently. */
  readonly concurrency?: number;
}

/** Turns for hashing. The measured mean duration of a turn decides how many callers may wait. */
export function createTurns({
  longestWaitMs,
  onRefused = () => undefined,
  concurrency = defaultConcurrency,
}: TurnsOptions): Turns {
  const busy = (): CustomError => {
    onRefused();
    return new UnavailableError('Too many people are signing in right now, please try again');
  };
  const lines: Readonly<Record<LineName, WaitingLine>> = {
    'sign-up': new WaitingLine(busy),
    'sign-in': new WaitingLine(busy),
  };
  const other = { 'sign-up': 'sign-in', 'sign-in': 'sign-up' } as const;
  let running = 0;
  let meanMs = firstMeanMs;
  let lastAdmitted: LineName = 'sign-up';

  const mostWaiting = (name: LineName): number => {
    const places = lines[other[name]].length > 0 ? concurrency / 2 : concurrency;
    return Math.max(1, Math.floor((longestWaitMs / meanMs) * places));
  };

  /**
   * Admits the next caller, from the two lines alternately.
   *
   * @returns whether a caller was waiting
   */
  const admitNext = (): boolean => {
    for (const name of [other[lastAdmitted], lastAdmitted]) {
      if (!lines[name].admitNext()) continue;
      lastAdmitted = name;
      return true;
    }
    return false;
  };

  return {
    check(name, { address }) {
      if (running >= concurrency) lines[name].check(address, mostWaiting(name));
    },
    async take(name, { address, signal }, work) {
      signal.throwIfAborted();
      if (running < concurrency) running += 1;
      else await lines[name].wait(address, signal, mostWaiting(name));
      const since = performance.now();
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        meanMs += weight * (performance.now() - since - meanMs);
        // The turn goes directly to the next waiting caller, so that a new caller cannot take it first.
        if (!admitNext()) running -= 1;
      }
    },
  };
}
