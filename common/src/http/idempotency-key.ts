import type { Request, RequestHandler } from 'express';

import { hasCardNumber } from '../base/card-numbers';
import { RequestValidationError } from '../errors/request-validation-error';

const longest = 255;
const bare = /^[\x21\x23-\x7e][\x21-\x7e]*$/;
/** A string of RFC 8941 (structured fields), in which a backslash escapes a quote or a backslash. */
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"$/;

/**
 * Reads the `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header), with which a client names an attempt
 * that it may have to repeat. The draft puts the key in quotes. Both forms are the same key.
 *
 * @returns an object with the key, to be spread into the operation's arguments; empty if the header is absent
 * @throws RequestValidationError if the key is malformed, or contains a card number, which must never be stored
 */
export function readIdempotencyKey(request: Request): { idempotencyKey?: string } {
  const header = request.get('idempotency-key');
  if (header === undefined) return {};
  if (hasCardNumber(header)) throw invalid('must not contain a card number');
  const key = bare.test(header) ? header : quoted.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  if (key === undefined || key.length > longest) {
    throw invalid(`must have 1 to ${longest} visible ASCII characters`);
  }
  return { idempotencyKey: key };
}

/** Refuses a malformed key before the limits, because 400 comes before 429. */
export const checkIdempotencyKey: RequestHandler = (request, _response, next) => {
  readIdempotencyKey(request);
  next();
};

const invalid = (what: string): RequestValidationError =>
  new RequestValidationError([{ message: `Idempotency-Key ${what}` }]);
