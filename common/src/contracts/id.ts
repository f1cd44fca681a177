declare const canonical: unique symbol;

/** The id of a ticket, an order or a payment: 24 hexadecimal digits in lower case. Only {@link toId} makes one. */
export type Id = string & { readonly [canonical]: true };

const form = /^[0-9a-f]{24}$/i;

/**
 * Converts an id from outside to an {@link Id}, in lower case. Every such id must pass through this once, because two
 * spellings of one id must never be two keys.
 *
 * @returns undefined if the value is not an id
 */
export const toId = (value: unknown): Id | undefined =>
  typeof value === 'string' && form.test(value) ? (value.toLowerCase() as Id) : undefined;

/** A type as it is in JSON: each id is a string, in upper or lower case. */
export type Plain<T> = T extends Id
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;
