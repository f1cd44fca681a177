import { type Facts, Reader } from './checker/facts';
import { atRest } from './checker/judge';
import type { OwnStack } from './own-stack';

export type Where = Pick<OwnStack, 'addresses' | 'stripeUrl'>;

/** Reads every database and Stripe's ledger, without the services. */
export async function factsOf({ addresses: { mongo, redis }, stripeUrl }: Where): Promise<Facts> {
  // In a cluster the worker's Redis is not reachable from outside.
  const reader = new Reader({ mongo, stripeUrl, ...(redis.port > 0 ? { redis } : {}) });
  return reader.facts().finally(() => reader.close());
}

/** What the services and Stripe's ledger disagree on. Nothing, once every order has ended and every event is handled. */
export async function disagreements(stack: Where): Promise<string[]> {
  const facts = await factsOf(stack);
  return [
    ...atRest(facts).map(({ says }) => says),
    ...facts.orders
      .filter(({ status }) => status === 'created')
      .map(({ _id }) => `the order ${_id} has not ended`),
  ];
}
