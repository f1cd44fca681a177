import express, { type Request, type RequestHandler } from 'express';

import { UnsupportedTypeError } from '../errors/request-errors';

const defaultMax = '100kb';
/** The most characters of the client's `Content-Type` that the message repeats. */
const longestType = 100;

/** The other names of UTF-8 in the WHATWG Encoding Standard; the parser accepts only `utf-8`. */
const utf8 =
  /(;\s*charset\s*=\s*"?)(?:utf8|unicode-?[12]-?[01]-?utf-?8|x-unicode20utf8)(?="?\s*(?:;|$))/i;

/**
 * Reads a JSON body into `request.body`, which stays undefined if there is none. It must come after
 * {@link requireAuth}, so that a request without a session is answered 401 before its body is read. Answers 415 if the
 * `Content-Type` is not JSON.
 *
 * @param max the longest body, such as `1mb`; a longer one is answered 413
 */
export function readJsonUpTo(max: string): RequestHandler {
  const json = express.json({ limit: max, type: ['json', '+json'] });
  return (request, response, next) => {
    const type = request.headers['content-type'];
    if (type !== undefined) request.headers['content-type'] = type.replace(utf8, '$1utf-8');
    if (hasBody(request) && !request.is(['json', '+json'])) next(notJson(type));
    else json(request, response, next);
  };
}

/** {@link readJsonUpTo} 100 kB. */
export const readJson = readJsonUpTo(defaultMax);

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function notJson(type: string | undefined): UnsupportedTypeError {
  const named = type?.split(';')[0]?.trim().slice(0, longestType);
  const message = named
    ? `The body must be application/json, not ${named}`
    : 'The body must be application/json: there is no Content-Type';
  return new UnsupportedTypeError(message);
}
