import { BadRequestError, DependencyError, NotFoundError } from '@ticketing-dev/common';
import Stripe from 'stripe';

import type { ChargeLedger, ListedCharge } from '../domain/charge-ledger';

/** The most charges that Stripe lists in one answer. */
const pageSize = 100;

/** Implements the port on Stripe's charges API. */
export const createChargeLedger = (stripe: Pick<Stripe, 'charges'>): ChargeLedger => ({
  async page(after) {
    try {
      const { data } = await stripe.charges.list({
        limit: pageSize,
        ...(after !== undefined && { starting_after: after }),
      });
      return data.map(toListed);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError)
        throw new BadRequestError(error.message);
      throw new DependencyError('Stripe', { cause: error });
    }
  },

  async find(id) {
    try {
      return toListed(await stripe.charges.retrieve(id));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError) throw new NotFoundError();
      throw new DependencyError('Stripe', { cause: error });
    }
  },
});

const toListed = (charge: Stripe.Charge): ListedCharge => ({
  id: charge.id,
  createdAt: new Date(charge.created * 1000),
  status: charge.status,
  amountInCents: charge.amount,
  refundedInCents: charge.amount_refunded,
  isCaptured: charge.captured,
  isRefunded: charge.refunded,
  orderId: charge.metadata['orderId'],
  paymentId: charge.metadata['paymentId'],
});
