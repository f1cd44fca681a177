import type { RequestHandler } from 'express';

import { NotAuthorizedError } from '../errors/not-authorized-error';

/** Answers 401 when nobody is signed in. It stands behind {@link currentUser}. */
export const requireAuth: RequestHandler = (request, _response, next) => {
  next(request.currentUser ? undefined : new NotAuthorizedError());
};
