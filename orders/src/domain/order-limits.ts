import type { Id } from '@ticketing-dev/common';

/** Limits how many tickets one account may reserve. */
export interface OrderLimits {
  /** The most orders that an account may have open concurrently. Undefined means no limit. */
  readonly mostOpen: number | undefined;
  /**
   * Creates the error for an account that has the most open orders.
   *
   * @param msLeft the milliseconds until the first of them ends
   */
  tooManyOpen(userId: string, msLeft: number): Error;
  /** @throws LimitReachedError if the account reserved the ticket too often without paying for it */
  checkHold(userId: string, ticketId: Id): Promise<void>;
  /** Counts a reservation that ended unpaid. */
  countHold(userId: string, ticketId: Id): Promise<void>;
}

/** No limits, for `LIMITS=off`. */
export const noOrderLimits: OrderLimits = {
  mostOpen: undefined,
  tooManyOpen: () => new Error('there is no such limit'),
  checkHold: () => Promise.resolve(),
  countHold: () => Promise.resolve(),
};

/** The name of an account's place number `n`, counted from 0. */
export const placeOf = (userId: string, n: number): string => `${userId}#${n}`;

/** All places of an account. Each open order takes one place, and each place takes one order. */
export const placesOf = (userId: string, mostOpen: number): readonly string[] =>
  Array.from({ length: mostOpen }, (_, n) => placeOf(userId, n));
