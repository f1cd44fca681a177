export { testCards } from './cards';
export type { Charge } from './charges';
export { type FaultyStripe, faultyStripe } from './faulty-stripe';
export { httpClientOf, keyOf, type StripeAnswer, type StripeRequest, withFailure } from './http';
export { Ledger } from './ledger';
