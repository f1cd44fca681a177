import type { Clock } from '../base/clock';

/** A clock whose time changes only when a test advances it. */
export interface FixedClock {
  readonly now: Clock;
  advance(milliseconds: number): void;
}

/** @param start its first time; the default is for tests that are not about dates */
export function fixedClock(start = new Date('2026-01-01T12:00:00.000Z')): FixedClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
