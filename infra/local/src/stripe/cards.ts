/** How Stripe declines a test card. */
interface Decline {
  readonly code: string;
  readonly message: string;
  readonly decline_code?: string;
  readonly param?: string;
}

const card = (brand: string, last4: string, decline?: Decline) => ({ brand, last4, decline });
const declined = (last4: string, code: string, message: string, more: Partial<Decline> = {}) =>
  card('visa', last4, { code, message, ...more });
const refused = (last4: string, decline_code: string, message = 'Your card was declined.') =>
  declined(last4, 'card_declined', message, { decline_code });
const tryAgain = 'An error occurred while processing your card. Try again in a little bit.';
const wrongCvc = "Your card's security code is incorrect.";
const noFunds = 'Your card has insufficient funds.';

/** The test cards by their tokens: https://docs.stripe.com/testing. */
export const testCards = new Map(
  Object.entries({
    tok_visa: card('visa', '4242'),
    tok_visa_debit: card('visa', '5556'),
    tok_mastercard: card('mastercard', '4444'),
    tok_mastercard_debit: card('mastercard', '3222'),
    tok_mastercard_prepaid: card('mastercard', '5100'),
    tok_amex: card('amex', '8431'),
    tok_discover: card('discover', '1117'),
    tok_diners: card('diners', '0004'),
    tok_jcb: card('jcb', '0505'),
    tok_unionpay: card('unionpay', '0005'),
    tok_ca: card('visa', '0000'),
    tok_riskLevelElevated: card('visa', '9235'),
    tok_chargeCustomerFail: refused('0341', 'generic_decline'),
    tok_chargeDeclined: refused('0002', 'generic_decline'),
    tok_chargeDeclinedFraudulent: refused('0019', 'fraudulent'),
    tok_chargeDeclinedInsufficientFunds: refused('9995', 'insufficient_funds', noFunds),
    tok_chargeDeclinedIncorrectCvc: declined('0127', 'incorrect_cvc', wrongCvc, { param: 'cvc' }),
    tok_chargeDeclinedExpiredCard: declined('0069', 'expired_card', 'Your card has expired.', {
      param: 'exp_month',
    }),
    tok_chargeDeclinedProcessingError: declined('0119', 'processing_error', tryAgain),
  }),
);
