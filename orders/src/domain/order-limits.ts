import type { Id } from '@ticketing-dev/common';

/** What one account may hold. */
export interface OrderLimits {
  /** How many orders it may have open at once; any number where it is undefined. */
  readonly mostOpen: number | undefined;
  /** What somebody is told who has that many, until the first of them ends. */
  tooManyOpen(userId: string, msLeft: number): Error;
  /** @throws LimitReachedError where the account held the ticket too often without paying for it */
  checkHold(userId: string, ticketId: Id): Promise<void>;
  /** A hold has ended unpaid. */
  countHold(userId: string, ticketId: Id): Promise<void>;
}

/** Whoever orders may hold whatever there is: `LIMITS=off`. */
export const noOrderLimits: OrderLimits = {
  mostOpen: undefined,
  tooManyOpen: () => new Error('there is no such limit'),
  checkHold: () => Promise.resolve(),
  countHold: () => Promise.resolve(),
};

/** One of the places of an account, the first of which is 0. */
export const placeOf = (userId: string, n: number): string => `${userId}#${n}`;

/** The places in which an account's open orders are: an order is in one of them, and in each is one order. */
export const placesOf = (userId: string, mostOpen: number): readonly string[] =>
  Array.from({ length: mostOpen }, (_, n) => placeOf(userId, n));
