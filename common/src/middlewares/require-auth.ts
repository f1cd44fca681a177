import type { RequestHandler } from 'express';

import { NotAuthorizedError } from '../errors/not-authorized-error';

/** Answers 401 if no user is signed in. It must come after {@link currentUser}. */
export const requireAuth: RequestHandler = (request, _response, next) => {
  next(request.currentUser ? undefined : new NotAuthorizedError());
};
