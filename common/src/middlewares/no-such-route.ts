import type { RequestHandler } from 'express';

import { NotFoundError } from '../errors/not-found-error';

/** Answers 404 to every request that no route has handled. */
export const noSuchRoute: RequestHandler = (_request, _response, next) => {
  next(new NotFoundError());
};
