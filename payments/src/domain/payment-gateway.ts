import type { Payment } from './payment';

/** A charge that is to be authorised. */
export type ChargeRequest = Pick<Payment, 'id' | 'orderId' | 'amountInCents'> & {
  readonly token: string;
};

/** The gateway did not say what came of it; asking again later is right. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly cause: unknown;
}

/** The price is held on the card. */
export interface Authorised {
  readonly kind: 'authorised';
  readonly stripeId: string;
}

/** The card or its token is refused, in words for the buyer. */
export interface Refused {
  readonly kind: 'refused';
  readonly message: string;
}

/** Our own account or what we asked is refused, or a charge is not what we asked for: an operator must look. */
export interface Denied {
  readonly kind: 'denied';
  readonly cause: unknown;
}

/** What asking for a charge came to. */
export type AuthoriseAnswer =
  | Authorised
  | Refused
  | Unknown
  | Denied
  /** The key will never tell; {@link PaymentGateway.find} does. */
  | { readonly kind: 'spent'; readonly cause: unknown };

/** What looking for a charge came to. */
export type FindAnswer = Authorised | Refused | Unknown | Denied | { readonly kind: 'absent' };

export type ReleaseAnswer = { readonly kind: 'done' } | Unknown;

export type CaptureAnswer =
  | ReleaseAnswer
  /** The authorisation is gone, and the money with it. */
  | { readonly kind: 'impossible'; readonly cause: unknown };

/** The port to Stripe. Nothing throws; every call may be repeated and does its work once. */
export interface PaymentGateway {
  /** Holds the amount on the card. The payment's id is the key: the same one never charges twice within a day. */
  authorise(request: ChargeRequest): Promise<AuthoriseAnswer>;
  /** Looks for the payment's charge among those of its order; one of another amount is not taken for it. */
  find(payment: Pick<Payment, 'id' | 'orderId' | 'amountInCents'>): Promise<FindAnswer>;
  /** Takes what was authorised. */
  capture(paymentId: string, stripeId: string): Promise<CaptureAnswer>;
  /** Gives back what was authorised. */
  release(paymentId: string, stripeId: string): Promise<ReleaseAnswer>;
}
