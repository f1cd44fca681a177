import type { Request } from 'express';
import { body, type ValidationChain } from 'express-validator';
import type * as z from 'zod';

/**
 * A validation rule: a field of the body must be what its schema accepts. The message of the answer is the schema's.
 *
 * @param name the name of the field
 */
export const fieldRule = (name: string, field: z.ZodType): ValidationChain =>
  body(name).custom((value: unknown) => {
    const { error } = field.safeParse(value);
    if (error) throw new Error(error.issues[0]?.message);
    return true;
  });

/** The validation rules of a body: one for each field of its schema. */
export const bodyRules = ({ shape }: z.ZodObject): readonly ValidationChain[] =>
  Object.entries(shape).map(([name, field]) => fieldRule(name, field as z.ZodType));

/**
 * Reads the body after {@link bodyRules} has checked it, as its schema transforms it. Other fields are left out. No body
 * and a list have no fields.
 */
export const readBody = <T extends z.ZodObject>(request: Request, schema: T): z.output<T> => {
  const body: unknown = request.body;
  return schema.parse(body === undefined || Array.isArray(body) ? {} : body);
};
