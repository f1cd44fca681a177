import type { Request } from 'express';
import { body, type ValidationChain } from 'express-validator';

import { type Id, toId } from '../contracts';
import { NotFoundError } from '../errors/not-found-error';

/**
 * The id in the path that its route names, such as `id` in `/api/tickets/:id`.
 *
 * @throws NotFoundError where nothing can have it
 */
export function pathId(request: Request, name: string): Id {
  const id = toId(request.params[name]);
  if (id === undefined) throw new NotFoundError();
  return id;
}

/** What a body must have where it names something by id. */
export const idRule = (field: string, message: string): ValidationChain =>
  body(field)
    .custom((value: unknown) => toId(value) !== undefined)
    .withMessage(message);

/** Reads from the body what {@link idRule} has checked. */
export function bodyId(request: Request, field: string): Id {
  const id = toId((request.body as Readonly<Record<string, unknown>>)[field]);
  if (id === undefined) throw new Error(`${field} was not checked`);
  return id;
}
