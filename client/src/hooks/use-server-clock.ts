'use client';

import { useCallback, useRef, useState } from 'react';

/**
 * What the server's clock shows. Each reading (a `Date` header) was true a little before it came,
 * so it is a lower bound, and the highest bound so far is the best. It runs on the browser's
 * monotonic clock, which no change of the device's time disturbs.
 */
export function useServerClock(firstReading: number) {
  const bound = useRef<number | null>(null);
  const [startsAt] = useState(firstReading);

  const setByReading = useCallback((readAt: number) => {
    bound.current = Math.max(bound.current ?? -Infinity, readAt - performance.now());
  }, []);
  const now = useCallback(
    () => (bound.current === null ? startsAt : bound.current + performance.now()),
    [startsAt],
  );

  return { now, setByReading };
}
