/** Tells whether a value that came from outside has type `T`. */
export type Guard<T> = (value: unknown) => value is T;

type Check = (value: unknown) => boolean;

export const isText: Guard<string> = (value): value is string =>
  typeof value === 'string' && value.length > 0;

export const isCount: Guard<number> = (value): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

export const isDollars: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

export const isInstant: Guard<string> = (value): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));

export const isOneOf =
  <const T>(...values: T[]): Guard<T> =>
  (value): value is T =>
    values.includes(value as T);

export const optional =
  <T>(guard: Guard<T>): Guard<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || guard(value);

/** Fields that it does not name may be there: events grow. */
export const shape =
  <T extends object>(fields: { readonly [K in keyof T]-?: Check }): Guard<T> =>
  (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries<Check>(fields).every(([name, check]) =>
      check((value as Record<string, unknown>)[name]),
    );
