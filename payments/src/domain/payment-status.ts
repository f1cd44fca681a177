import type { PaymentStatus } from '@ticketing-dev/common';

/** The states of a payment. `capture_failed`: the order is complete, but its money can no longer be had. */
export type PaymentState = PaymentStatus | 'capture_failed';

/** What can happen to a payment once it is there. */
export type PaymentChange = 'authorised' | 'failed' | 'captured' | 'released' | 'uncapturable';

export const paymentStates = [
  'pending',
  'authorised',
  'captured',
  'failed',
  'released',
  'capture_failed',
] as const satisfies readonly PaymentState[];

/** A payment of which something is still to be asked of Stripe. */
export const unsettledStates = ['pending', 'authorised'] as const;

const transitions: Readonly<
  Record<PaymentState, Readonly<Partial<Record<PaymentChange, PaymentState>>>>
> = {
  pending: { authorised: 'authorised', failed: 'failed' },
  authorised: { captured: 'captured', released: 'released', uncapturable: 'capture_failed' },
  // A call that was given up has come through after all: its charge must be known, to be released.
  failed: { authorised: 'authorised' },
  captured: {},
  released: {},
  capture_failed: {},
};

/**
 * The one table of what may become of a payment.
 *
 * @returns the next state; undefined where the change is too late
 */
export const nextState = (state: PaymentState, change: PaymentChange): PaymentState | undefined =>
  transitions[state][change];

/** A state as the buyer sees it. */
export const toStatus = (state: PaymentState): PaymentStatus =>
  state === 'capture_failed' ? 'failed' : state;
