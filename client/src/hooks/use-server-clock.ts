'use client';

import { useCallback, useRef } from 'react';

/** A `Date` header is truncated to the second. */
const headerResolutionMs = 1000;

/** A reading of the server's clock: its time in ms, and when the request was sent (`performance.now()`). */
export interface ClockReading {
  readonly readAt: number;
  readonly sentAt: number;
}

/**
 * Returns the latest time that the server's clock can show, so that the remaining time of a reservation is never shown
 * too long. The server read its clock between request and response, so each reading gives an upper bound. The lowest
 * bound is the best. Between readings the browser's monotonic clock counts, which ignores changes of the device's time.
 */
export function useServerClock() {
  const bound = useRef<number | null>(null);

  const setByReading = useCallback(({ readAt, sentAt }: ClockReading) => {
    const earliest = readAt - performance.now();
    const latest = readAt + headerResolutionMs - sentAt;
    // On some devices the monotonic clock stops during sleep. The old bound is then too low, so it is replaced.
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
