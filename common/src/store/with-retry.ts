import { setTimeout as delay } from 'node:timers/promises';

import type { Id } from '../contracts';
import { DependencyError } from '../errors/unavailable-error';
import { VersionConflictError } from './store';

/** How often {@link withRetry} tries, and how patiently. */
export interface RetryOptions {
  /** Without end, unless told. */
  readonly tries?: number;
  /** No try begins after this, by `performance.now()`. */
  readonly endsAt?: number;
  /**
   * The longest pause after the first try, in milliseconds; doubled after each. The pauses are random, so that those who
   * came across each other do not do so again. None, unless told.
   */
  readonly pauseMs?: number;
}

const inDemand = (cause?: unknown): DependencyError =>
  new DependencyError('A record that many change at once', {
    message: 'This item is in high demand, please try again',
    cause,
  });

/**
 * Does a read-check-write again from its start when another one was quicker.
 *
 * @throws DependencyError where it was not quickest in all of its tries
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
      if (failures >= tries || performance.now() >= endsAt) throw inDemand(error);
    }
    if (pauseMs > 0) await delay(Math.random() * pauseMs * 2 ** (failures - 1));
  }
}

/** Shorter than any route's deadline, which answers 503 by itself. */
const patienceMs = 4_000;

/**
 * Does the read-check-writes of one aggregate one after another, in the order in which they were asked for. Each is done
 * again when another instance was quicker.
 *
 * @param id the aggregate's id
 * @param attempt reads, checks and writes; it never waits for another turn of the same aggregate
 * @throws DependencyError where its turn or its success did not come in time; then it writes nothing
 */
export type InTurn = <T>(id: Id, attempt: () => Promise<T>) => Promise<T>;

/**
 * The turns of one instance. Without them those who change one aggregate at once would all read the same version, and
 * all but one would have read in vain.
 *
 * @param patience how long somebody waits, in milliseconds
 */
export function createTurns(patience = patienceMs): InTurn {
  const last = new Map<Id, Promise<void>>();

  return (id, attempt) => {
    const endsAt = performance.now() + patience;
    const mine = (last.get(id) ?? Promise.resolve()).then(() => {
      if (performance.now() >= endsAt) throw inDemand();
      return withRetry(attempt, { endsAt });
    });
    const isOver = mine.then(nothing, nothing).then(() => {
      if (last.get(id) === isOver) last.delete(id);
    });
    last.set(id, isOver);
    return mine;
  };
}

const nothing = (): void => undefined;
