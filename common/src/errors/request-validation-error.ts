import type { ValidationError } from 'express-validator';

import type { ErrorItem } from '../contracts';
import { CodedError } from './coded-error';

const toItem = (error: ValidationError | ErrorItem): ErrorItem => {
  if ('message' in error) return error;
  const message = String(error.msg);
  return error.type === 'field' ? { message, field: error.path } : { message };
};

/** Parts of the request are missing or malformed. Answered 400. */
export class RequestValidationError extends CodedError {
  readonly errors: readonly ErrorItem[];

  /** @param errors as express-validator's `validationResult(request).array()` returns them, or items of our own */
  constructor(errors: readonly (ValidationError | ErrorItem)[]) {
    const items = errors.map(toItem);
    super('INVALID_REQUEST', items.map(({ message }) => message).join('; '));
    this.errors = items;
  }

  override serializeErrors(): ErrorItem[] {
    return this.errors.map((item) => ({ ...item, code: this.code }));
  }
}
