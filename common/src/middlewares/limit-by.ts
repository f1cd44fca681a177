import type { RequestHandler } from 'express';

import type { Limit } from '../limits/limit';
import { clientAddress } from '../http/client-address';
import { currentUserId } from './current-user';

/** Counts what somebody does who is signed in. It stands behind `validateRequest`: 401, then 400, then 429. */
export const limitByUser =
  (limit: Limit): RequestHandler =>
  async (request, _response, next) => {
    await limit.take(currentUserId(request));
    next();
  };

/** Refuses an address that has reached the limit, before its body is read. It counts nothing: the work itself does. */
export const limitByAddress =
  (limit: Limit): RequestHandler =>
  async (request, _response, next) => {
    await limit.check(clientAddress(request));
    next();
  };
