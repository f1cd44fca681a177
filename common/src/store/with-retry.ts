import { setTimeout as delay } from 'node:timers/promises';

import type { Id } from '../contracts';
import { DependencyError } from '../errors/unavailable-error';
import { VersionConflictError } from './store';

/** How often {@link withRetry} tries, and how long it waits in between. */
export interface RetryOptions {
  /** The most tries; unlimited by default. */
  readonly tries?: number;
  /** No further try begins after this time, by `performance.now()`. */
  readonly endsAt?: number;
  /**
   * The longest pause after the first try, in milliseconds; 0 by default. It doubles after each try. The pauses are
   * random, so that two writers that conflicted do not conflict again.
   */
  readonly pauseMs?: number;
}

const conflictError = (cause?: unknown): DependencyError =>
  new DependencyError('A record that many change at once', {
    message: 'This item is in high demand, please try again',
    cause,
  });

/**
 * Repeats a read-check-write from its start if another writer was faster.
 *
 * @param attempt throws {@link VersionConflictError} if another writer was faster; its other errors are not retried
 * @throws DependencyError if all tries had a conflict
 */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  { tries = Infinity, endsAt = Infinity, pauseMs = 0 }: RetryOptions,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof VersionConflictError)) throw error;
      if (failures >= tries || performance.now() >= endsAt) throw conflictError(error);
    }
    if (pauseMs > 0) await delay(Math.random() * pauseMs * 2 ** (failures - 1));
  }
}

/** Shorter than any route's deadline, which would answer 503 without the reason. */
const turnTimeoutMs = 4_000;

/**
 * Runs the read-check-writes of one aggregate one after another, in the order of the calls. Each is repeated if another
 * instance was faster.
 *
 * @param id the aggregate's id
 * @param attempt reads, checks and writes; it must not wait for another turn of the same aggregate
 * @throws DependencyError if its turn or its success did not come in time; it has then written nothing
 */
export type InTurn = <T>(id: Id, attempt: () => Promise<T>) => Promise<T>;

/**
 * The turns of one instance. Without them, concurrent changes of one aggregate would all read the same version, and all
 * but one would have to read again.
 *
 * @param timeoutMs how long a call may take, its waiting included, in milliseconds
 */
export function createTurns(timeoutMs = turnTimeoutMs): InTurn {
  const last = new Map<Id, Promise<void>>();

  return (id, attempt) => {
    const endsAt = performance.now() + timeoutMs;
    const result = (last.get(id) ?? Promise.resolve()).then(() => {
      if (performance.now() >= endsAt) throw conflictError();
      return withRetry(attempt, { endsAt });
    });
    const ended = result.then(nothing, nothing).then(() => {
      if (last.get(id) === ended) last.delete(id);
    });
    last.set(id, ended);
    return result;
  };
}

const nothing = (): void => undefined;
