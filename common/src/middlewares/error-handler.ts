import type { ErrorRequestHandler, Request, Response } from 'express';

import { maskCardNumbers } from '../base/card-numbers';
import type { ErrorBody, ErrorCode } from '../contracts';
import { CustomError } from '../errors/custom-error';
import { NotAuthorizedError } from '../errors/not-authorized-error';
import { DependencyError, UnavailableError } from '../errors/unavailable-error';
import { CallerGoneError } from '../http/caller-signal';
import { logSecurity } from '../http/security-log';
import { LimitReachedError } from '../limits/limit';
import { loggerOf } from './app-locals';

/** The `Retry-After` of a 503. */
const retryAfterSeconds = 2;

interface ClientFault {
  readonly status: number;
  readonly message: string;
  readonly code?: ErrorCode;
}

const notFound: ClientFault = { status: 404, message: 'Not Found', code: 'NOT_FOUND' };
const codes: Readonly<Partial<Record<number, ErrorCode>>> = {
  400: 'INVALID_REQUEST',
  404: 'NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_TYPE',
};

/** Converts an error of Express or its parsers that the client caused. Such an error has a `status`. */
function clientFault(error: unknown): ClientFault | undefined {
  if (error instanceof URIError) return notFound;
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status, message } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  const isJson = 'type' in error && error.type === 'entity.parse.failed';
  if (isJson) return { status, message: 'The body is not valid JSON', code: 'INVALID_JSON' };
  // The codes of zlib's errors, and of those of its brotli.
  const isCompressed = 'code' in error && /^(Z_|ERR__)/.test(String(error.code));
  const code = codes[status];
  return {
    status,
    message: isCompressed ? 'The body cannot be decompressed' : message,
    ...(code && { code }),
  };
}

/** Whether a route tried to answer a request that was answered at the deadline already. */
const isSecondAnswer = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | undefined)?.code === 'ERR_HTTP_HEADERS_SENT';

function secondsToWait(error: CustomError): number | undefined {
  if (error instanceof LimitReachedError) return error.retryAfterSeconds;
  return error instanceof UnavailableError ? retryAfterSeconds : undefined;
}

/** Sends the answer. Card numbers are masked, because a message may repeat what the client sent. */
const answer = (response: Response, status: number, items: ErrorBody['errors']): void => {
  const errors = items.map((item) => ({ ...item, message: maskCardNumbers(item.message) }));
  response.status(status).json({ errors } satisfies ErrorBody);
};

/** Logs that a signed-in user requested another user's data. */
function logRefusal(request: Request): void {
  const { currentUser: user } = request;
  if (!user) return;
  const { path = '' } = (request.route ?? {}) as { readonly path?: string };
  logSecurity(loggerOf(request), 'refused', request, {
    userId: user.id,
    route: `${request.method} ${path}`,
  });
}

/** The last middleware. It answers every error in the form of {@link ErrorBody}; an unknown one is 500, without detail. */
export const errorHandler: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const logger = loggerOf(request);
  // The work was stopped because the caller no longer waits, so it has not failed.
  if (error instanceof CallerGoneError) return;
  if (response.writableEnded) {
    // Answered at the deadline. The proxy may use the connection for another request, so Express must not close it.
    if (isSecondAnswer(error)) logger.warn('a request was done after its answer');
    else logger.warn({ err: error }, 'a request failed after its answer');
    return;
  }
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof CustomError) {
    if (error instanceof DependencyError) logger.warn({ err: error }, error.message);
    else if (error.statusCode >= 500 && !(error instanceof UnavailableError)) {
      logger.error({ err: error }, 'a request failed');
    }
    if (error instanceof NotAuthorizedError) logRefusal(request);
    const seconds = secondsToWait(error);
    if (seconds !== undefined) response.set('Retry-After', String(seconds));
    answer(response, error.statusCode, error.serializeErrors());
    return;
  }
  const fault = clientFault(error);
  if (fault) {
    const { status, ...item } = fault;
    answer(response, status, [item]);
    return;
  }
  logger.error({ err: error }, 'a request failed');
  answer(response, 500, [{ message: 'Something went wrong', code: 'INTERNAL_ERROR' }]);
};
