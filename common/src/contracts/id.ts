declare const canonical: unique symbol;

/** The id of a ticket, an order or a payment: 24 hexadecimal digits in lower case. Only {@link toId} makes one. */
export type Id = string & { readonly [canonical]: true };

const form = /^[0-9a-f]{24}$/i;

/**
 * The id that somebody means, however they spell it. Every id that comes from outside passes here once, where it
 * enters: two spellings of one id must never be two keys.
 *
 * @returns undefined where nothing can have that id
 */
export const toId = (value: unknown): Id | undefined =>
  typeof value === 'string' && form.test(value) ? (value.toLowerCase() as Id) : undefined;

/** Says a type as JSON does: an id is text, in whatever spelling its author chose. */
export type Plain<T> = T extends Id
  ? string
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;
