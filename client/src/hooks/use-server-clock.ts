'use client';

import { useCallback, useRef } from 'react';

/** A `Date` header is cut to the second. */
const headerResolutionMs = 1000;

/** A reading of the server's clock: what it showed, and when it was asked for (`performance.now()`). */
export interface ClockReading {
  readonly readAt: number;
  readonly sentAt: number;
}

/**
 * The latest that the server's clock can show, so that what is left of a hold is never shown too
 * long. The clock was read between sending and receiving; the lowest bound so far is the best. It
 * runs on the browser's monotonic clock, which no change of the device's time disturbs.
 */
export function useServerClock() {
  const bound = useRef<number | null>(null);

  const setByReading = useCallback(({ readAt, sentAt }: ClockReading) => {
    const earliest = readAt - performance.now();
    const latest = readAt + headerResolutionMs - sentAt;
    // The monotonic clock stands still while some devices sleep: what it says after that is too low.
    const before = bound.current ?? -Infinity;
    bound.current = before < earliest ? latest : Math.min(before, latest);
  }, []);
  /** `null` before the first reading. */
  const now = useCallback(
    () => (bound.current === null ? null : bound.current + performance.now()),
    [],
  );

  return { now, setByReading };
}
