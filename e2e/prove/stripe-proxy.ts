export {
  type FaultyStripe as StripeProxy,
  faultyStripe as stripeProxy,
} from '@ticketing-dev/local/stripe';
