import { NotAuthorizedError } from '@ticketing-dev/common';
import type { Request, RequestHandler } from 'express';

import type { Door } from '../domain/door';
import type { Doors } from '../domain/doors';

const entered = new WeakMap<Request, Door>();

/** Answers 401 unless the request has the token of a door. The staff of a door have no account. */
export const requireDoor =
  (enter: Doors['enter']): RequestHandler =>
  async (request, _response, next) => {
    const [, token = ''] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
    entered.set(request, await enter(token));
    next();
  };

/** The door of a request, on a route behind {@link requireDoor}. */
export function doorOf(request: Request): Door {
  const door = entered.get(request);
  if (!door) throw new NotAuthorizedError();
  return door;
}
