import { maskCardNumbers } from '@ticketing-dev/common';
import Stripe from 'stripe';

import type { Card } from '../domain/payment';
import type {
  Authorised,
  AuthoriseAnswer,
  ChargeRequest,
  Denied,
  FindAnswer,
  PaymentGateway,
  RefundAnswer,
  Unknown,
} from '../domain/payment-gateway';

const currency = 'usd';

const { StripeAuthenticationError, StripeCardError, StripeError } = Stripe.errors;
const { StripeIdempotencyError, StripeInvalidRequestError, StripePermissionError } = Stripe.errors;

/** Implements the port on Stripe's charges API. */
export function createStripeGateway(stripe: Stripe): PaymentGateway {
  const toCharge = ({ id, orderId, amountInCents, token }: ChargeRequest) => ({
    amount: amountInCents,
    currency,
    source: token,
    capture: false,
    description: `Charge for orderId: ${orderId}`,
    metadata: { orderId, paymentId: id },
    transfer_group: orderId,
  });

  return {
    async authorise(request) {
      try {
        const charge = await stripe.charges.create(toCharge(request), {
          idempotencyKey: request.id,
        });
        return isOurs(charge, request) ? authorised(charge) : notOurs(charge, request);
      } catch (error) {
        return toAuthoriseAnswer(error);
      }
    },

    async find(payment) {
      let other: Denied | undefined;
      try {
        const all = stripe.charges.list({ transfer_group: payment.orderId, limit: 100 });
        for await (const charge of all) {
          if (charge.metadata['paymentId'] !== payment.id) continue;
          if (isOurs(charge, payment)) return toFindAnswer(charge);
          other = notOurs(charge, payment);
        }
        return other ?? { kind: 'absent' };
      } catch (cause) {
        return { kind: 'unknown', cause };
      }
    },

    async capture(paymentId, stripeId) {
      try {
        await withKey(`capture:${paymentId}`, (options) =>
          stripe.charges.capture(stripeId, {}, options),
        );
        return { kind: 'done' };
      } catch (cause) {
        if (codeOf(cause) === 'charge_already_captured') return { kind: 'done' };
        return { kind: isForGood(cause) ? 'impossible' : 'unknown', cause };
      }
    },

    async release(paymentId, stripeId) {
      try {
        await withKey(`release:${paymentId}`, (options) =>
          stripe.refunds.create({ charge: stripeId }, options),
        );
        return { kind: 'done' };
      } catch (cause) {
        return codeOf(cause) === 'charge_already_refunded'
          ? { kind: 'done' }
          : { kind: 'unknown', cause };
      }
    },

    async refund(paymentId, stripeId) {
      try {
        const refund = await withKey(
          `refund:${paymentId}`,
          (options) => stripe.refunds.create({ charge: stripeId }, options),
          isReplayed,
        );
        return toRefundAnswer(refund);
      } catch (cause) {
        if (codeOf(cause) === 'charge_already_refunded') return findRefund(stripeId);
        return isForGood(cause)
          ? { kind: 'refused', message: cause.message }
          : { kind: 'unknown', cause };
      }
    },
  };

  /** Finds the refund of a charge that is refunded: an answer was lost, or an operator refunded it at Stripe. */
  async function findRefund(charge: string): Promise<RefundAnswer> {
    try {
      const { data } = await stripe.refunds.list({ charge, limit: 1 });
      const [newest] = data;
      return newest
        ? toRefundAnswer(newest)
        : { kind: 'unknown', cause: 'a refunded charge has no refund' };
    } catch (cause) {
      return { kind: 'unknown', cause };
    }
  }
}

function toAuthoriseAnswer(cause: unknown): AuthoriseAnswer {
  if (isOfBuyer(cause)) return { kind: 'refused', message: messageOf(cause) };
  const isOfOurs =
    cause instanceof StripeCardError ||
    cause instanceof StripeAuthenticationError ||
    cause instanceof StripePermissionError ||
    isForGood(cause);
  if (isOfOurs) return { kind: 'denied', cause };
  const isSpent = cause instanceof StripeIdempotencyError || isReplayedFault(cause);
  return { kind: isSpent ? 'spent' : 'unknown', cause };
}

/** Error codes about tokens. Stripe sends no `param` with them. */
const tokenCodes = new Set<unknown>(['token_already_used', 'token_in_use']);

/** True if the error is about the buyer's card or token. Other errors are about our account or our request. */
const isOfBuyer = (error: unknown): error is Stripe.errors.StripeError =>
  (error instanceof StripeCardError && error.rawType === 'card_error') ||
  (isForGood(error) && (/^source\b/.test(error.param ?? '') || tokenCodes.has(error.code)));

/** Stripe's message for the buyer, without card numbers and without the part about the mode of our key. */
const messageOf = ({ message }: Error): string =>
  maskCardNumbers(message.replace(/; a similar object exists in .*/s, ''));

type Asked = Pick<ChargeRequest, 'id' | 'amountInCents'>;

const isOurs = (charge: Stripe.Charge, { amountInCents }: Asked): boolean =>
  charge.amount === amountInCents && charge.currency === currency;

function notOurs({ id, amount, currency: theirs }: Stripe.Charge, asked: Asked): Denied {
  const found = `charge ${id} of ${amount} ${theirs} names payment ${asked.id}`;
  return {
    kind: 'denied',
    cause: new Error(`${found}, which is of ${asked.amountInCents} ${currency}`),
  };
}

const authorised = (charge: Stripe.Charge): Authorised => {
  const card = cardOf(charge);
  return { kind: 'authorised', stripeId: charge.id, ...(card && { card }) };
};

function cardOf({ payment_method_details: details }: Stripe.Charge): Card | undefined {
  const { brand, last4 } = details?.card ?? {};
  return brand && last4 ? { brand, last4 } : undefined;
}

/** A refund to a card may stay `pending` for days. Stripe then completes it without us. */
function toRefundAnswer({ id, status }: Stripe.Refund): RefundAnswer {
  return status === 'failed' || status === 'canceled'
    ? { kind: 'refused', message: `The refund ${id} is ${status}` }
    : { kind: 'refunded', stripeId: id };
}

function toFindAnswer(charge: Stripe.Charge): FindAnswer {
  const { status, refunded, failure_message } = charge;
  if (status === 'pending') return stillPending;
  if (status === 'failed') {
    return { kind: 'refused', message: failure_message ?? 'Your card was declined.' };
  }
  // An operator refunded it, or the authorisation expired. No order may be completed for it.
  if (refunded) return { kind: 'refused', message: 'The payment was released' };
  return authorised(charge);
}

const stillPending: Unknown = { kind: 'unknown', cause: 'the charge is pending' };

/**
 * Calls Stripe with the key, and again without it if the key only returns an old failure. A capture, a release and a
 * refund are safe without a key: Stripe does each of them once for a charge.
 */
async function withKey<T>(
  idempotencyKey: string,
  call: (options: Stripe.RequestOptions) => Promise<T>,
  isOld: (error: unknown) => boolean = isReplayedFault,
): Promise<T> {
  try {
    return await call({ idempotencyKey });
  } catch (error) {
    if (!isOld(error)) throw error;
    return call({});
  }
}

/** True if Stripe returned a stored failure. It stores the first answer to a key for a day, even its own failures. */
const isReplayedFault = (error: unknown): boolean =>
  isReplayed(error) && (error.statusCode ?? 0) >= 500;

const isReplayed = (error: unknown): error is Stripe.errors.StripeError =>
  error instanceof StripeError && error.headers?.['idempotent-replayed'] === 'true';

const isForGood = (error: unknown): error is Stripe.errors.StripeInvalidRequestError =>
  error instanceof StripeInvalidRequestError;

const codeOf = (error: unknown): string | undefined =>
  error instanceof StripeError ? error.code : undefined;
