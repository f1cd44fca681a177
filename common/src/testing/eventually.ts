import { setTimeout as delay } from 'node:timers/promises';

const everyMs = 20;

/**
 * Waits for a condition: calls `check` until it no longer throws.
 *
 * @param withinMs the bound; the last failure is thrown when it is reached
 * @returns what `check` returned
 */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 20_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= end) throw error;
      await delay(everyMs);
    }
  }
}
