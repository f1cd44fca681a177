import type { Outcome } from '../bus/consumer';
import type { Id } from '../contracts';
import type { Part, Versioned } from '../store/store';
import { MemoryReplicaStore, type Step } from './memory-store';

/** The part of fast-check's scheduler that is used here. The package `common` does not depend on fast-check. */
export interface Scheduler {
  schedule<T>(task: Promise<T>, label?: string): Promise<T>;
  count(): number;
  waitOne(): Promise<void>;
}

/** The most tries to handle a message. The consumer would park it much earlier. */
const mostTries = 20;

/** fast-check's settings for a property of a consumer: it must hold for this many histories. */
export const manyHistories = { numRuns: 10_000 };

/** Steps for a store in memory, of which the scheduler chooses the order. */
export const stepsBy =
  (scheduler: Scheduler): Step =>
  (name) =>
    scheduler.schedule(Promise.resolve(), name);

/** Resolves when all work that does not wait for the scheduler has run. */
const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs the scheduler until `work` is done. fast-check's `waitFor` does the same, but needs fifty turns of the microtask
 * queue for each step.
 */
async function runSteps(scheduler: Scheduler, work: Promise<unknown>): Promise<void> {
  const run = { isOver: false };
  const end = (): void => {
    run.isOver = true;
  };
  work.then(end, end);
  await idle();
  while (!run.isOver) {
    if (scheduler.count() > 0) await scheduler.waitOne();
    await idle();
  }
  await work;
}

/**
 * Delivers all messages of a history concurrently, as a bus may, and each again until it is acknowledged.
 *
 * @param history one function for each message, which delivers it once
 * @throws Error if a message is not acknowledged in {@link mostTries} tries
 */
export async function hearAtOnce(
  scheduler: Scheduler,
  history: readonly (() => Promise<Outcome>)[],
): Promise<void> {
  const untilAcked = async (deliver: () => Promise<Outcome>): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries += 1) if ((await deliver()) === 'acked') return;
    throw new Error(`not acknowledged in ${mostTries} tries`);
  };
  await runSteps(scheduler, Promise.all(history.map(untilAcked)));
}

/** A replica store without its guard: the last write wins. For tests that the guard is needed. */
export class UnguardedReplicaStore<T extends Versioned> extends MemoryReplicaStore<T> {
  readonly #states: Map<Id, T>;
  readonly #step: Step;

  constructor({ step }: { readonly step: Step }, states = new Map<Id, T>()) {
    super({ step }, states);
    this.#step = step;
    this.#states = states;
  }

  override async keepNewest(replica: T): Promise<boolean> {
    await this.#step('keepNewest');
    this.#states.set(replica.id, replica);
    return true;
  }

  override async merge(part: Part<T>): Promise<boolean> {
    await this.#step('merge');
    this.#states.set(part.id, { ...this.#states.get(part.id), ...part } as T);
    return true;
  }
}
