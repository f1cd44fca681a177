import type { Card, Payment } from './payment';

/** The charge to authorise. */
export type ChargeRequest = Pick<Payment, 'id' | 'orderId' | 'amountInCents'> & {
  readonly token: string;
};

/** The outcome is unknown. The call can be retried later. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly cause: unknown;
}

/** The amount is authorised on the card. */
export interface Authorised {
  readonly kind: 'authorised';
  readonly stripeId: string;
  readonly card?: Card;
}

/** The card or its token is refused. The message is for the buyer. */
export interface Refused {
  readonly kind: 'refused';
  readonly message: string;
}

/** Our account or our request is refused, or a charge differs from our request. An operator must check it. */
export interface Denied {
  readonly kind: 'denied';
  readonly cause: unknown;
}

/** The outcome of a call for a charge. */
export type AuthoriseAnswer =
  | Authorised
  | Refused
  | Unknown
  | Denied
  /** The key cannot return the outcome any more. {@link PaymentGateway.find} can. */
  | { readonly kind: 'spent'; readonly cause: unknown };

/** The outcome of a search for a charge. */
export type FindAnswer = Authorised | Refused | Unknown | Denied | { readonly kind: 'absent' };

export type ReleaseAnswer = { readonly kind: 'done' } | Unknown;

export type CaptureAnswer =
  | ReleaseAnswer
  /** The authorisation is gone, so the amount can never be captured. */
  | { readonly kind: 'impossible'; readonly cause: unknown };

export type RefundAnswer =
  /** The whole amount is refunded. The id is of the refund. */
  | { readonly kind: 'refunded'; readonly stripeId: string }
  | Unknown
  /** Stripe refuses the refund. The message is for the operator. */
  | { readonly kind: 'refused'; readonly message: string };

/** The port to Stripe. Its methods never throw. Every call may be repeated and has its effect once. */
export interface PaymentGateway {
  /** Authorises the amount. The payment's id is the key: the same key never charges twice within a day. */
  authorise(request: ChargeRequest): Promise<AuthoriseAnswer>;
  /** Finds the payment's charge among those of its order. Another amount or currency is `denied`. */
  find(payment: Pick<Payment, 'id' | 'orderId' | 'amountInCents'>): Promise<FindAnswer>;
  /** Captures the authorised amount. */
  capture(paymentId: string, stripeId: string): Promise<CaptureAnswer>;
  /** Releases the authorised amount. */
  release(paymentId: string, stripeId: string): Promise<ReleaseAnswer>;
  /** Refunds the captured amount. */
  refund(paymentId: string, stripeId: string): Promise<RefundAnswer>;
}
