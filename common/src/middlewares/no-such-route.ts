import type { RequestHandler } from 'express';

import { NotFoundError } from '../errors/not-found-error';

/** The answer to everything that no route took. */
export const noSuchRoute: RequestHandler = (_request, _response, next) => {
  next(new NotFoundError());
};
