import type { Request } from 'express';

import { hasCardNumber } from '../base/card-numbers';
import { RequestValidationError } from '../errors/request-validation-error';

const wellFormedKey = /^[\x21-\x7e]{1,255}$/;

/**
 * What the client calls an attempt that it may have to repeat (draft-ietf-httpapi-idempotency-key-header), to be spread
 * into what is done.
 *
 * @returns nothing where the header is not there, or is none that we would keep
 * @throws RequestValidationError where it looks like a card number, which must never be kept
 */
export function readIdempotencyKey(request: Request): { idempotencyKey?: string } {
  const key = request.get('idempotency-key');
  if (key !== undefined && hasCardNumber(key)) {
    const message = 'Idempotency-Key must not contain a card number';
    throw new RequestValidationError([{ message }]);
  }
  return key !== undefined && wellFormedKey.test(key) ? { idempotencyKey: key } : {};
}
