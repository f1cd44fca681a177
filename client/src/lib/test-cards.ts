export interface TestCard {
  /** Stripe's token for the card. */
  readonly token: string;
  readonly name: string;
  readonly lastDigits: string;
  readonly outcome: 'accepted' | 'declined' | 'noMoney' | 'expired';
}

// Stripe's list of test cards: https://docs.stripe.com/testing
export const accepted: readonly [TestCard, ...TestCard[]] = [
  { token: 'tok_visa', name: 'Visa', lastDigits: '4242', outcome: 'accepted' },
  { token: 'tok_mastercard', name: 'Mastercard', lastDigits: '4444', outcome: 'accepted' },
  { token: 'tok_amex', name: 'American Express', lastDigits: '8431', outcome: 'accepted' },
];

export const failing: readonly TestCard[] = [
  { token: 'tok_chargeDeclined', name: 'Visa', lastDigits: '0002', outcome: 'declined' },
  {
    token: 'tok_chargeDeclinedInsufficientFunds',
    name: 'Visa',
    lastDigits: '9995',
    outcome: 'noMoney',
  },
  {
    token: 'tok_chargeDeclinedExpiredCard',
    name: 'Visa',
    lastDigits: '0069',
    outcome: 'expired',
  },
];
