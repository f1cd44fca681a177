import type { Id } from '@ticketing-dev/common';

/** How many cards somebody may try that Stripe refuses: whoever tests stolen ones tries many. */
export interface CardLimits {
  /** @throws LimitReachedError where too many were refused for the order, or for the account */
  check(userId: string, orderId: Id): Promise<void>;
  /** Stripe has refused a card. */
  count(userId: string, orderId: Id): Promise<void>;
}

/** As many as anybody likes: `LIMITS=off`. */
export const noCardLimits: CardLimits = {
  check: () => Promise.resolve(),
  count: () => Promise.resolve(),
};
