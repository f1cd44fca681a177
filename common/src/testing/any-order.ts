import type { Outcome } from '../bus/consumer';
import type { Id } from '../contracts';
import type { Part, Versioned } from '../store/store';
import { MemoryReplicaStore, type Step } from './memory-store';

/** What is used of fast-check's scheduler; common itself does not depend on fast-check. */
export interface Scheduler {
  schedule<T>(task: Promise<T>, label?: string): Promise<T>;
  count(): number;
  waitOne(): Promise<void>;
}

/** The bus would park a message much earlier. */
const mostTries = 20;

/** How many histories a consumer is held to (fast-check's settings): none may end elsewhere. */
export const manyHistories = { numRuns: 10_000 };

/** For a store in memory: the scheduler says who makes the next step. */
export const stepsBy =
  (scheduler: Scheduler): Step =>
  (name) =>
    scheduler.schedule(Promise.resolve(), name);

/** Until all that can go on without the scheduler has done so. */
const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Like fast-check's `waitFor`, which takes fifty turns of the microtask queue for each step instead. */
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

/** Brings a history to its listeners as a bus may: all of it at once, and each again until it is acknowledged. */
export async function hearAtOnce(
  scheduler: Scheduler,
  history: readonly (() => Promise<Outcome>)[],
): Promise<void> {
  const untilAcked = async (hear: () => Promise<Outcome>): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries += 1) if ((await hear()) === 'acked') return;
    throw new Error(`not acknowledged in ${mostTries} tries`);
  };
  await runSteps(scheduler, Promise.all(history.map(untilAcked)));
}

/** A replica store without its guard: what is written last stays. For the twin of a test of that guard. */
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
