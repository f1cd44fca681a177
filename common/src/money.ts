/** The highest amount that {@link parseCents} takes: 999,999.99 dollars, the most that Stripe charges in US dollars. */
export const maxCents = 99_999_999;

/**
 * Reads an amount of dollars as cents, without ever going through a float.
 *
 * @param dollars a number or a numeric string with at most two decimals, such as `19.99` or `'20'`
 * @returns integer cents from 1 to {@link maxCents}, or undefined where `dollars` is anything else
 */
export function parseCents(dollars: unknown): number | undefined {
  if (typeof dollars !== 'number' && typeof dollars !== 'string') return undefined;
  const match = /^\+?(\d{1,6})(?:\.(\d{0,2})0*)?$/.exec(String(dollars).trim());
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return cents > 0 ? cents : undefined;
}

/**
 * Cents as the dollars that go on the wire.
 *
 * @param cents an integer
 * @returns dollars, the float nearest to the exact amount, which prints with at most two decimals
 */
export const toDollars = (cents: number): number => cents / 100;

/**
 * The other way, for amounts that our own events carry.
 *
 * @param dollars a number that {@link toDollars} made
 * @returns the same integer cents
 */
export const fromDollars = (dollars: number): number => Math.round(dollars * 100);
