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
