import { timingSafeEqual, createHash } from 'node:crypto';

import type { Request, RequestHandler } from 'express';

import { BadRequestError } from '../errors/bad-request-error';
import { NotAuthorizedError } from '../errors/not-authorized-error';
import { UnavailableError } from '../errors/unavailable-error';
import { loggerOf } from '../middlewares/app-locals';

const reading = new Set(['GET', 'HEAD']);
/** The most characters of a name or a reason. */
const longest = 200;

/**
 * Lets only operators change something: a request that is not a GET needs `OPS_TOKEN`, and says who asks and why. It
 * writes one log line for each, with the outcome.
 *
 * @param token undefined if `OPS_TOKEN` is not set: then nothing can be changed
 */
export function operatorOnly(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (reading.has(request.method)) {
      next();
      return;
    }
    if (token === undefined)
      throw new UnavailableError('OPS_TOKEN is not set, so operators cannot change anything');
    if (!isSame(request.get('authorization') ?? '', `Bearer ${token}`))
      throw new NotAuthorizedError();
    const operator = textOf(request, 'X-Operator');
    const reason = textOf(request, 'X-Reason');
    const logger = loggerOf(request);
    const what = `${request.method} ${request.originalUrl}`;
    response.once('close', () => {
      const outcome = response.writableFinished ? response.statusCode : 'no answer';
      logger.info({ operator, reason, what, outcome }, `operator: ${what}`);
    });
    next();
  };
}

/** Hashed first, because a comparison in constant time needs texts of the same length. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Reads a header of free text. It is percent-encoded, because a header has no other way to contain every letter. */
function textOf(request: Request, header: string): string {
  const text = decoded(request.get(header) ?? '').trim();
  if (text === '' || text.length > longest)
    throw new BadRequestError(`The header ${header} must have 1 to ${longest} characters`);
  return text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
