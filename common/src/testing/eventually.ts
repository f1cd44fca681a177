import { setTimeout as delay } from 'node:timers/promises';

import { withTimeout } from '../base/with-timeout';

const everyMs = 20;
/** For a check that has begun when the bound is reached. */
const lastCheckMs = 5_000;

/**
 * Waits for a condition: calls `check` until it no longer throws. It ends even if a check never does.
 *
 * @param withinMs the bound; the last failure is thrown when it is reached
 * @returns what `check` returned
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 20_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const leftMs = Math.max(0, end - Date.now()) + lastCheckMs;
    try {
      return await withTimeout(tried(check), leftMs, () => new Error('a check did not end'));
    } catch (error) {
      if (Date.now() >= end) throw error;
      await delay(everyMs);
    }
  }
}

const tried = async <T>(check: () => T | Promise<T>): Promise<T> => check();
