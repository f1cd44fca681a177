import { type CustomError, UnavailableError } from '@ticketing-dev/common';

import type { LineName, Turns } from '../domain/turns';
import { WaitingLine } from './waiting-line';

/** Half of libuv's four threads: a rush of sign-ins must not keep files, DNS and other requests waiting. */
const mostAtOnce = 2;
/** What a turn takes, until it is measured. */
const firstMeanMs = 50;
/** How much of the mean is the last turn. */
const weight = 0.1;

export interface TurnsOptions {
  /** Who would wait longer is refused at once. */
  readonly longestWaitMs: number;
  /** Is told of everybody who is refused. */
  readonly onRefused?: () => void;
  readonly atOnce?: number;
}

/** Turns for hashing: its time is measured as it runs, and says how many may wait. */
export function createTurns({
  longestWaitMs,
  onRefused = () => undefined,
  atOnce = mostAtOnce,
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
    const places = lines[other[name]].length > 0 ? atOnce / 2 : atOnce;
    return Math.max(1, Math.floor((longestWaitMs / meanMs) * places));
  };

  /** The two lines in turn. @returns whether anybody waited */
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
      if (running >= atOnce) lines[name].check(address, mostWaiting(name));
    },
    async take(name, { address, signal }, work) {
      signal.throwIfAborted();
      if (running < atOnce) running += 1;
      else await lines[name].wait(address, signal, mostWaiting(name));
      const since = performance.now();
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        meanMs += weight * (performance.now() - since - meanMs);
        // The place goes straight to the next one, so that nobody who comes now can take it.
        if (!admitNext()) running -= 1;
      }
    },
  };
}
