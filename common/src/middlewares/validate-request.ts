import type { RequestHandler } from 'express';
import { validationResult } from 'express-validator';

import { RequestValidationError } from '../errors/request-validation-error';

/** Answers 400 when an express-validator chain before it has failed: the first failure of each field. */
export const validateRequest: RequestHandler = (request, _response, next) => {
  const result = validationResult(request);
  const errors = result.array({ onlyFirstError: true });
  next(result.isEmpty() ? undefined : new RequestValidationError(errors));
};
