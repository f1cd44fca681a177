import type * as z from 'zod';

/** A value that came from outside is not what it should be. */
export class MalformedDataError extends Error {
  override readonly name = 'MalformedDataError';
}

/**
 * Reads a value that came from outside.
 *
 * @throws MalformedDataError if the schema refuses it; the message names the first field that is wrong
 */
export function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new MalformedDataError([...(issue?.path ?? []), issue?.message].join(' '));
}
