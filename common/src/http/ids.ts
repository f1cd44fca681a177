import type { Request } from 'express';

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
