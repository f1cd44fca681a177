import type { Id } from '@ticketing-dev/common';

/** Limits how many refused cards a buyer may try. Thieves test stolen cards in large numbers. */
export interface CardLimits {
  /** @throws LimitReachedError if too many cards were refused for the order or for the account */
  check(userId: string, orderId: Id): Promise<void>;
  /** Counts a card that Stripe refused. */
  count(userId: string, orderId: Id): Promise<void>;
}

/** No limits, for `LIMITS=off`. */
export const noCardLimits: CardLimits = {
  check: () => Promise.resolve(),
  count: () => Promise.resolve(),
};
