import { setTimeout as delay } from 'node:timers/promises';

import type { Reader } from '../kit/checker/facts';
import { atRest, replicas, type Violation } from '../kit/checker/judge';
import { proofFails } from './report';

export interface Rest {
  /** Until all replicas were equal; undefined where they never were. */
  readonly equalAfterMs: number | undefined;
  /** Until nothing was left to be done. */
  readonly quietAfterMs: number | undefined;
  readonly violations: readonly Violation[];
}

/** What was still wrong when nobody waited any longer; nothing where it came to rest. */
export const unrest = ({ quietAfterMs, violations }: Rest): readonly Violation[] =>
  quietAfterMs === undefined ? [proofFails('it did not come to rest'), ...violations] : [];

const everyMs = 500;

/** Waits until nothing is left to be done, and says how long that took. */
export async function comeToRest(reader: Reader, withinMs: number): Promise<Rest> {
  const since = performance.now();
  let equalAfterMs: number | undefined;
  for (;;) {
    const facts = await reader.facts();
    const passed = performance.now() - since;
    const areEqual = replicas(facts).length === 0;
    // Holds that end later make them differ for a moment again.
    if (areEqual) equalAfterMs ??= passed;
    const violations = atRest(facts);
    const open = facts.orders.some(({ status }) => status === 'created');
    if (violations.length === 0 && !open) return { equalAfterMs, quietAfterMs: passed, violations };
    if (passed > withinMs) return { equalAfterMs, quietAfterMs: undefined, violations };
    await delay(everyMs);
  }
}
