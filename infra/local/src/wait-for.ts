import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}

/** Asks until the answer is yes. False when it was not in time, or when `signal` ended the wait. */
export async function waitFor(
  condition: () => Promise<boolean> | boolean,
  { timeoutMs, everyMs = 50, signal }: WaitOptions,
): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!signal?.aborted) {
    if (await condition()) return true;
    if (Date.now() >= end) return false;
    await delay(everyMs);
  }
  return false;
}
