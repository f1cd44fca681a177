/** The highest amount that {@link readPrice} accepts: 999,999.99 dollars, the most that Stripe charges in US dollars. */
export const maxCents = 99_999_999;

/** A price in cents, or a message for users about what is wrong with it. */
export type Price = { readonly cents: number } | { readonly fault: string };

const notAPrice: Price = { fault: 'Price must be greater than 0' };
const tooHigh: Price = { fault: `Price must be at most ${(maxCents / 100).toFixed(2)}` };
const tooFine: Price = { fault: 'Price must have at most 2 decimals' };
const hasComma: Price = { fault: 'Price must be written with a point, such as 1999.50' };

/**
 * Converts an amount of dollars to cents, without floating-point arithmetic on fractions.
 *
 * @param dollars a number or a numeric string with at most two decimals, such as `19.99`, `'20'` or `'.5'`
 * @returns integer cents from 1 to {@link maxCents}, or what is wrong
 */
export function readPrice(dollars: unknown): Price {
  if (typeof dollars === 'number') return readNumber(dollars);
  if (typeof dollars !== 'string') return notAPrice;
  const text = dollars.trim();
  if (/^\+?[\d.]*,[\d.,]*$/.test(text) && /[1-9]/.test(text)) return hasComma;
  return readText(text);
}

/** JavaScript writes very small numbers with an exponent, which no price has. */
function readNumber(dollars: number): Price {
  if (!(dollars > 0)) return notAPrice;
  if (dollars > maxCents / 100) return tooHigh;
  const text = String(dollars);
  return text.includes('e') ? tooFine : readText(text);
}

function readText(dollars: string): Price {
  const [, whole, fraction = ''] = /^\+?(\d*)(?:\.(\d*))?$/.exec(dollars) ?? [];
  if (whole === undefined || !/[1-9]/.test(whole + fraction)) return notAPrice;
  const wholeDollars = Number(whole);
  if (wholeDollars > maxCents / 100) return tooHigh;
  if (/[1-9]/.test(fraction.slice(2))) return tooFine;
  return { cents: wholeDollars * 100 + Number(fraction.slice(0, 2).padEnd(2, '0')) };
}

/**
 * Converts cents to dollars, as routes and events contain them.
 *
 * @param cents an integer
 * @returns dollars, the float nearest to the exact amount, which prints with at most two decimals
 */
export const toDollars = (cents: number): number => cents / 100;

/**
 * Converts dollars to cents, for amounts in our own events.
 *
 * @param dollars a number that {@link toDollars} made
 * @returns the same integer cents
 */
export const fromDollars = (dollars: number): number => Math.round(dollars * 100);
