import type { Id } from '@ticketing-dev/common';

/** The port to the timers of reservations. */
export interface ExpirationQueue {
  /**
   * Adds a timer for an order. An existing timer of the order does not change.
   *
   * @param delayMs the time until the reservation is over
   * @throws DependencyError if it is not certain that the timer is stored
   */
  add(orderId: Id, delayMs: number): Promise<void>;
  /**
   * Removes the timer of an order, unless the worker is handling it at this moment.
   *
   * @throws DependencyError if it is not certain that the timer is removed
   */
  remove(orderId: Id): Promise<void>;
}

/** The timer of one order. */
export interface Timer {
  readonly addedAt: Date;
  readonly dueAt: Date;
  /** As Bull calls it: `delayed`, `waiting`, `active` or `failed`. */
  readonly state: string;
  /** Why the last try to publish the expiration failed. */
  readonly failure: string | undefined;
}

/** How many timers are in each state. */
export interface TimerCounts {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly failed: number;
}

/** The timers as operators see them. */
export interface ExpirationTimers {
  find(orderId: Id): Promise<Timer | undefined>;
  count(): Promise<TimerCounts>;
}
