import {
  type AggregateStore,
  type Announce,
  type Changes,
  createTurns,
  VersionConflictError,
} from '@ticketing-dev/common';

import type { Payment } from './payment';

/** A change of a payment as it is stored, with the event of the change if it has one. */
export interface Rewrite {
  readonly changes: Changes<Payment>;
  readonly announce?: Announce<Payment> | undefined;
}

/**
 * Changes a payment by compare-and-set. If another writer was faster, it decides again on what is stored.
 *
 * @param decide returns undefined if nothing is to be changed any more
 * @returns the payment as it is stored then
 */
export type RewritePayment = (
  payment: Payment,
  decide: (current: Payment) => Rewrite | undefined,
) => Promise<Payment>;

export function createRewrite(payments: AggregateStore<Payment>): RewritePayment {
  const inTurn = createTurns();
  return (payment, decide) => {
    let current = payment;
    return inTurn(payment.id, async () => {
      const rewrite = decide(current);
      if (!rewrite) return current;
      try {
        return await payments.transition(current, rewrite.changes, rewrite.announce);
      } catch (error) {
        if (error instanceof VersionConflictError) {
          current = (await payments.find(payment.id)) ?? current;
        }
        throw error;
      }
    });
  };
}
