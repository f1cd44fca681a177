/** How Stripe declines a test card. */
export interface Decline {
  readonly code: string;
  readonly message: string;
  readonly decline_code?: string;
  readonly param?: string;
}

export interface TestCard {
  readonly brand: string;
  readonly last4: string;
  readonly decline?: Decline;
}

const accepted = (brand: string, last4: string): TestCard => ({ brand, last4 });
const declined = (last4: string, decline: Decline): TestCard => ({ brand: 'visa', last4, decline });
const refused = (
  last4: string,
  decline_code: string,
  message = 'Your card was declined.',
): TestCard => declined(last4, { code: 'card_declined', decline_code, message });

/** The test cards by their tokens: https://docs.stripe.com/testing. */
export const testCards = new Map<string, TestCard>(
  Object.entries({
    tok_visa: accepted('visa', '4242'),
    tok_visa_debit: accepted('visa', '5556'),
    tok_mastercard: accepted('mastercard', '4444'),
    tok_mastercard_debit: accepted('mastercard', '3222'),
    tok_mastercard_prepaid: accepted('mastercard', '5100'),
    tok_amex: accepted('amex', '8431'),
    tok_discover: accepted('discover', '1117'),
    tok_diners: accepted('diners', '0004'),
    tok_jcb: accepted('jcb', '0505'),
    tok_unionpay: accepted('unionpay', '0005'),
    tok_ca: accepted('visa', '0000'),
    tok_riskLevelElevated: accepted('visa', '9235'),
    tok_chargeCustomerFail: refused('0341', 'generic_decline'),
    tok_chargeDeclined: refused('0002', 'generic_decline'),
    tok_chargeDeclinedFraudulent: refused('0019', 'fraudulent'),
    tok_chargeDeclinedInsufficientFunds: refused(
      '9995',
      'insufficient_funds',
      'Your card has insufficient funds.',
    ),
    tok_chargeDeclinedIncorrectCvc: declined('0127', {
      code: 'incorrect_cvc',
      message: "Your card's security code is incorrect.",
      param: 'cvc',
    }),
    tok_chargeDeclinedExpiredCard: declined('0069', {
      code: 'expired_card',
      message: 'Your card has expired.',
      param: 'exp_month',
    }),
    tok_chargeDeclinedProcessingError: declined('0119', {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    }),
  }),
);
