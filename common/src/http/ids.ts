import type { Request } from 'express';
import { body, type ValidationChain } from 'express-validator';

import { type Id, toId } from '../contracts';
import { NotFoundError } from '../errors/not-found-error';

/**
 * Reads an id from the path, such as `id` in `/api/tickets/:id`.
 *
 * @throws NotFoundError if it is malformed, so that nothing can have it
 */
export function pathId(request: Request, name: string): Id {
  const id = toId(request.params[name]);
  if (id === undefined) throw new NotFoundError();
  return id;
}

/** A validation rule: the body's field must be an id. */
export const idRule = (field: string, message: string): ValidationChain =>
  body(field)
    .custom((value: unknown) => toId(value) !== undefined)
    .withMessage(message);

/** Reads the id from a body's field that {@link idRule} has checked. */
export function bodyId(request: Request, field: string): Id {
  const id = toId((request.body as Readonly<Record<string, unknown>>)[field]);
  if (id === undefined) throw new Error(`${field} was not checked`);
  return id;
}
