/** The names of Stripe's brands: https://docs.stripe.com/api/charges/object. */
const names: ReadonlyMap<string, string> = new Map([
  ['amex', 'American Express'],
  ['diners', 'Diners Club'],
  ['discover', 'Discover'],
  ['jcb', 'JCB'],
  ['mastercard', 'Mastercard'],
  ['unionpay', 'UnionPay'],
  ['visa', 'Visa'],
]);

/** The name of a card's brand, for people. */
export const brandName = (brand: string): string => names.get(brand) ?? brand;
