import { type Facts, Reader } from './checker/facts';
import { atRest } from './checker/judge';
import type { OwnStack } from './own-stack';

export type Where = Pick<OwnStack, 'addresses' | 'stripeUrl'>;

/** Reads every database and Stripe's ledger, without the services. */
async function factsOf({ addresses: { mongo, redis }, stripeUrl }: Where): Promise<Facts> {
  // In a cluster the worker's Redis is not reachable from outside.
  const reader = new Reader({ mongo, stripeUrl, ...(redis.port > 0 ? { redis } : {}) });
  return reader.facts().finally(() => reader.close());
}

/** How every order ended, as its owner has it: `complete`, `cancelled: buyer` or `cancelled: expired`. */
export async function outcomes(stack: Where): Promise<ReadonlyMap<string, string>> {
  const { orders } = await factsOf(stack);
  return new Map(
    orders.map(({ _id, status, cancelReason }) => [
      _id,
      status === 'cancelled' ? `cancelled: ${cancelReason}` : status,
    ]),
  );
}

/**
 * What the services and Stripe's ledger do not agree on. None, once every order has ended and everything that was said
 * has been heard.
 */
export async function disagreements(stack: Where): Promise<string[]> {
  const facts = await factsOf(stack);
  return [
    ...atRest(facts).map(({ says }) => says),
    ...facts.orders
      .filter(({ status }) => status === 'created')
      .map(({ _id }) => `the order ${_id} has not ended`),
  ];
}
