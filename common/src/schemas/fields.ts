import * as z from 'zod';

import { type Id, toId } from '../contracts/id';

/**
 * An id in upper or lower case. Its output is in lower case, because two spellings of one id must never be two keys.
 *
 * @param error the message for a value that is not an id
 */
export const id = (error = 'must be an id of 24 hexadecimal digits') =>
  z
    .string({ error })
    .regex(/^[0-9a-fA-F]{24}$/, { error })
    .meta({ description: '24 hexadecimal digits', examples: ['65a0000000000000000000aa'] })
    .transform((value) => toId(value) as Id);

/** An id in an answer: always in lower case. */
export const lowerCaseId = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .meta({
    description: '24 hexadecimal digits in lower case',
    examples: ['65a0000000000000000000aa'],
  });

/** A text that is not empty, such as a user's id. */
export const text = z.string({ error: 'must be text' }).min(1, { error: 'must be text' });

/** A whole number, 0 or more. */
export const count = z
  .int({ error: 'must be a whole number, 0 or more' })
  .min(0, { error: 'must be a whole number, 0 or more' });

/** An amount in dollars, with at most two decimals. */
export const dollars = z.number({ error: 'must be an amount' }).min(0, {
  error: 'must be an amount',
});

/** A date and a time, ISO 8601 in UTC. Listeners accept whatever JavaScript reads as a date. */
export const instant = z
  .string({ error: 'must be a date' })
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'must be a date' })
  .meta({ format: 'date-time' });

/** One of the values of an enumeration. */
export const oneOf = <const T extends Readonly<Record<string, string>>>(values: T) =>
  z.enum(values, { error: `must be one of ${Object.values(values).join(', ')}` });

/**
 * An object of an event. Fields that are not declared stay in the data, because events may get new fields. The type has
 * the declared fields only.
 */
export const message = <T extends z.ZodRawShape>(fields: T): z.ZodObject<T> =>
  z.looseObject(fields, { error: 'must be an object' });
