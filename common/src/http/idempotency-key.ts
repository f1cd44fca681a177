import type { Request } from 'express';

import { hasCardNumber } from '../base/card-numbers';
import { RequestValidationError } from '../errors/request-validation-error';

const wellFormedKey = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads the `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header), with which a client names an attempt
 * that it may have to repeat.
 *
 * @returns an object with the key, to be spread into the operation's arguments; empty if the header is absent or invalid
 * @throws RequestValidationError if the key contains a card number, which must never be stored
 */
export function readIdempotencyKey(request: Request): { idempotencyKey?: string } {
  const key = request.get('idempotency-key');
  if (key !== undefined && hasCardNumber(key)) {
    const message = 'Idempotency-Key must not contain a card number';
    throw new RequestValidationError([{ message }]);
  }
  return key !== undefined && wellFormedKey.test(key) ? { idempotencyKey: key } : {};
}
