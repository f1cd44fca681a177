import { type Id, toId } from './id';

/** A value that came from outside is not what it should be. */
export class MalformedDataError extends Error {
  override readonly name = 'MalformedDataError';
}

/**
 * Reads a value that came from outside.
 *
 * @throws MalformedDataError if it is not a `T`
 */
export type Reader<T> = (value: unknown) => T;

const checked =
  <T>(what: string, check: (value: unknown) => boolean): Reader<T> =>
  (value) => {
    if (check(value)) return value as T;
    throw new MalformedDataError(`must be ${what}`);
  };

export const text = checked<string>(
  'text',
  (value) => typeof value === 'string' && value.length > 0,
);

export const count = checked<number>(
  'a whole number, 0 or more',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);

export const dollars = checked<number>(
  'an amount',
  (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
);

export const instant = checked<string>(
  'a date',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
);

export const id: Reader<Id> = (value) => {
  const read = toId(value);
  if (read !== undefined) return read;
  throw new MalformedDataError('must be an id of 24 hexadecimal digits');
};

export const oneOf = <const T>(...values: T[]): Reader<T> =>
  checked<T>(`one of ${values.join(', ')}`, (value) => values.includes(value as T));

export const listOf =
  <T>(reader: Reader<T>): Reader<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new MalformedDataError('must be a list');
    return value.map((each) => reader(each));
  };

export const optional =
  <T>(reader: Reader<T>): Reader<T | undefined> =>
  (value) =>
    value === undefined ? undefined : reader(value);

/** Reads an object. Fields that are not in `fields` stay unchanged, because events may get new fields. */
export const shape =
  <T extends object>(fields: {
    readonly [K in keyof T]-?: Reader<T[K] | (undefined extends T[K] ? undefined : never)>;
  }): Reader<T> =>
  (value) => {
    if (typeof value !== 'object' || value === null)
      throw new MalformedDataError('must be an object');
    const read: Record<string, unknown> = { ...value };
    for (const [name, reader] of Object.entries<Reader<unknown>>(fields)) {
      try {
        const field = reader(read[name]);
        if (field !== undefined) read[name] = field;
      } catch (error) {
        if (!(error instanceof MalformedDataError)) throw error;
        throw new MalformedDataError(`${name} ${error.message}`);
      }
    }
    return read as T;
  };
