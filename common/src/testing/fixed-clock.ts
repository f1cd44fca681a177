import type { Clock } from '../base/clock';

/** A clock that stands until it is told otherwise. */
export interface FixedClock {
  readonly now: Clock;
  advance(milliseconds: number): void;
}

/** @param start where it stands; a fixed instant where a test is not about dates */
export function fixedClock(start = new Date('2026-01-01T12:00:00.000Z')): FixedClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
