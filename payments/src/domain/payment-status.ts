import type { PaymentStatus } from '@ticketing-dev/common';

/** The states of a payment. `capture_failed`: the order is complete, but its price can no longer be captured. */
export type PaymentState = PaymentStatus | 'capture_failed';

/** The events that can change an existing payment. */
export type PaymentChange = 'authorised' | 'failed' | 'captured' | 'released' | 'uncapturable';

export const paymentStates = [
  'pending',
  'authorised',
  'captured',
  'failed',
  'released',
  'capture_failed',
] as const satisfies readonly PaymentState[];

/** `requested`: written down, and sent until Stripe answers. `refused`: Stripe refused it, and an operator may retry. */
export const refundStates = ['requested', 'done', 'refused'] as const;
export type RefundState = (typeof refundStates)[number];

/** The states of a payment that still needs a call of Stripe. */
export const unsettledStates = ['pending', 'authorised'] as const;

const transitions: Readonly<
  Record<PaymentState, Readonly<Partial<Record<PaymentChange, PaymentState>>>>
> = {
  pending: { authorised: 'authorised', failed: 'failed' },
  authorised: { captured: 'captured', released: 'released', uncapturable: 'capture_failed' },
  // A call that timed out succeeded after all. Its charge must be stored so that it can be released.
  failed: { authorised: 'authorised' },
  captured: {},
  released: {},
  capture_failed: {},
};

/**
 * Looks up the next state in the only table of transitions.
 *
 * @returns the next state, or undefined if the change is too late
 */
export const nextState = (state: PaymentState, change: PaymentChange): PaymentState | undefined =>
  transitions[state][change];

/** Converts a state to the status in API responses. */
export const toStatus = (state: PaymentState): PaymentStatus =>
  state === 'capture_failed' ? 'failed' : state;
