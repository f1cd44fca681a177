import type { RequestHandler } from 'express';

import type { Limit } from '../limits/limit';
import { clientAddress } from '../http/client-address';
import { currentUserId } from './current-user';

/** Counts a signed-in user's requests. It must come after `validateRequest`: first 401, then 400, then 429. */
export const limitByUser =
  (limit: Limit): RequestHandler =>
  async (request, _response, next) => {
    await limit.take(currentUserId(request));
    next();
  };

/** Refuses an address that has reached the limit, before its body is read. It does not count; the route does. */
export const limitByAddress =
  (limit: Limit): RequestHandler =>
  async (request, _response, next) => {
    await limit.check(clientAddress(request));
    next();
  };
