import {
  type AggregateStore,
  type Changes,
  type Clock,
  DependencyError,
  type Logger,
} from '@ticketing-dev/common';

import type { Payment } from './payment';
import { paymentCreated } from './payment-events';
import type { AuthoriseAnswer, FindAnswer, PaymentGateway } from './payment-gateway';
import { nextState, type PaymentChange } from './payment-status';
import type { RewritePayment } from './rewrite';

export interface ChargingDeps {
  readonly payments: AggregateStore<Payment>;
  readonly gateway: PaymentGateway;
  readonly now: Clock;
  readonly logger: Logger;
}

const seconds = 1_000;
export const hour = 60 * 60 * seconds;

/** Shorter than the life of a key: Stripe forgets a key after 24 h and would charge again. */
const keyLifeMs = 23 * hour;
/** A call that was not sent within this time after `askedAt` is left to the settle loop. */
export const staleAfterMs = 5 * seconds;
/**
 * After this time no call can be in flight: `staleAfterMs`, two time-outs of 15 s (a closed connection is tried twice),
 * and a margin.
 */
const callLifeMs = 40 * seconds;

/** The answers that settle a pending payment. `absent`: there is no charge, and there will be none. */
type Answer = AuthoriseAnswer | Exclude<FindAnswer, { kind: 'unknown' }>;

export type Charging = ReturnType<typeof createCharging>;

/** Calls Stripe for the charges of payments, and writes what it answers as the payment's state. */
export function createCharging({ gateway, now, logger }: ChargingDeps, rewrite: RewritePayment) {
  const since = (date: Date): number => now().getTime() - date.getTime();

  const isKeyGood = ({ createdAt }: Payment): boolean => since(createdAt) < keyLifeMs;

  /** Writes Stripe's answer. Of several concurrent writers, only the first one writes it, with its event. */
  const change = (
    payment: Payment,
    what: PaymentChange,
    fields: Changes<Payment> = {},
  ): Promise<Payment> =>
    rewrite(payment, (current) => {
      const status = nextState(current.status, what);
      if (!status) return undefined;
      const { stripeId } = fields;
      // Published once, for the order's current payment. A late charge of a failed payment is only released.
      const isNewlyAuthorised = current.status === 'pending' && stripeId !== undefined;
      const announce = isNewlyAuthorised
        ? (next: Payment) => paymentCreated({ ...next, stripeId })
        : undefined;
      return { changes: { ...fields, status }, announce };
    });

  const fail = (payment: Payment, failure?: string): Promise<Payment> =>
    change(payment, 'failed', { slot: payment.id, token: undefined, failure });

  const write = async (payment: Payment, answer: Answer): Promise<Payment> => {
    switch (answer.kind) {
      case 'authorised':
        return change(payment, 'authorised', {
          stripeId: answer.stripeId,
          authorisedAt: now(),
          ...(answer.card && { card: answer.card }),
        });
      case 'refused':
        return fail(payment, answer.message);
      case 'absent':
        return fail(payment);
      case 'denied':
        logger.error(
          { err: answer.cause, paymentId: payment.id },
          'Stripe refuses us, or has a charge that is not what we asked for',
        );
        return fail(payment);
      case 'spent':
        // The call with this key has ended. A charge that does not exist now will never exist.
        return write(payment, await gateway.find(payment));
      case 'unknown':
        throw new DependencyError('Stripe', { cause: answer.cause });
    }
  };

  const charge = async ({ token, ...payment }: Payment): Promise<Answer> => {
    if (token === undefined) return { kind: 'spent', cause: 'its token is erased' };
    if (since(payment.askedAt) >= staleAfterMs) {
      const cause = 'delayed before the call: the settle loop will call Stripe';
      return { kind: 'unknown', cause };
    }
    const { id, orderId, amountInCents } = payment;
    return gateway.authorise({ id, orderId, amountInCents, token });
  };

  const findCharge = async (payment: Payment): Promise<Answer> => {
    const found = await gateway.find(payment);
    const isUnderWay = isKeyGood(payment) && since(payment.askedAt) < callLifeMs;
    return (found.kind === 'absent' || found.kind === 'denied') && isUnderWay
      ? { kind: 'unknown', cause: 'a call may still be in flight' }
      : found;
  };

  // Both throw a DependencyError if Stripe's answer is unknown; the payment stays pending.
  return {
    change,
    isKeyGood,
    /** Requests the charge, and writes the answer. */
    ask: async (payment: Payment) => write(payment, await charge(payment)),
    /** Searches the charge without requesting it, and writes what it finds. */
    look: async (payment: Payment) => write(payment, await findCharge(payment)),
  };
}
