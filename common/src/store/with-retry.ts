import { setTimeout as delay } from 'node:timers/promises';

import { DependencyError } from '../errors/app-error';
import { VersionConflictError } from './store';

/** How often {@link withRetry} tries, and how patiently. */
export interface RetryOptions {
  /** Five, unless told. */
  readonly tries?: number;
  /**
   * The longest pause after the first try, in milliseconds; doubled after each. The pauses are random, so that those who
   * came across each other do not do so again. None, unless told.
   */
  readonly pauseMs?: number;
}

/**
 * Does a read-check-write again from its start when another one was quicker.
 *
 * @throws DependencyError where it was not quickest in all of its tries
 */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  { tries = 5, pauseMs = 0 }: RetryOptions = {},
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof VersionConflictError)) throw error;
      if (failures >= tries) throw new DependencyError('A much wanted record', { cause: error });
    }
    if (pauseMs > 0) await delay(Math.random() * pauseMs * 2 ** (failures - 1));
  }
}
