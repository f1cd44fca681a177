import type { Id } from '@ticketing-dev/common';

/** Where orders wait for the end of their hold. */
export interface ExpirationQueue {
  /**
   * Keeps an order until its time has come; one that is waiting already stays as it is.
   *
   * @throws DependencyError where it is not certain that the order is kept
   */
  add(orderId: Id, delayMs: number): Promise<void>;
  /**
   * Forgets an order, unless its time has come and it is being told right now.
   *
   * @throws DependencyError where it is not certain that the order is forgotten
   */
  remove(orderId: Id): Promise<void>;
}
