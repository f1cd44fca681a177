import { randomUUID } from 'node:crypto';

import cookieSession from 'cookie-session';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { body, type ValidationChain, validationResult } from 'express-validator';

import { hasCardNumber, maskCardNumbers } from '../card-numbers';
import { type ErrorBody, type ErrorItem, type Id, toId, type UserPayload } from '../contracts';
import {
  AppError,
  DependencyError,
  invalidRequest,
  notAuthorized,
  notFound,
  tooSlow,
} from '../errors/app-error';
import { statusOf } from '../errors/status-of';
import { LimitReachedError } from '../limits/limit';
import type { Logger } from '../service/logger';
import { withRequest } from '../service/request-context';
import { readBody } from './read-body';
import { CallerGoneError } from './caller-signal';
import { logSecurity } from './security-log';
import { type Session, sessionCookie, type Sessions, sessionsIn } from './session';

/** What a client is told to wait after a 503. */
const retryAfterSeconds = 2;

const heldSessions = new WeakMap<Request, Session>();

/** The session that the request is made in, by {@link currentUser}; undefined where nobody is signed in. */
export const sessionOf = (request: Request): Session | undefined => heldSessions.get(request);

/** Who is signed in; undefined where nobody is. */
export const userOf = (request: Request): UserPayload | undefined => sessionOf(request)?.user;

/**
 * Who is signed in, on a route behind {@link requireAuth}.
 *
 * @throws AppError `NOT_AUTHORIZED` where nobody is
 */
export function signedIn(request: Request): UserPayload {
  const user = userOf(request);
  if (!user) throw notAuthorized();
  return user;
}

/**
 * The id in the path that its route names, such as `id` in `/api/tickets/:id`.
 *
 * @throws AppError `NOT_FOUND` where nothing can have it
 */
export function pathId(request: Request, name: string): Id {
  const id = toId(request.params[name]);
  if (id === undefined) throw notFound();
  return id;
}

/** What a body must have where it names something by id. */
export const idRule = (field: string, message: string): ValidationChain =>
  body(field)
    .custom((value: unknown) => toId(value) !== undefined)
    .withMessage(message);

/** Reads from the body what {@link idRule} has checked. */
export function bodyId(request: Request, field: string): Id {
  const id = toId((request.body as Readonly<Record<string, unknown>>)[field]);
  if (id === undefined) throw new Error(`${field} was not checked`);
  return id;
}

const wellFormedKey = /^[\x21-\x7e]{1,255}$/;

/**
 * What the client calls an attempt that it may have to repeat (draft-ietf-httpapi-idempotency-key-header), to be spread
 * into what is done.
 *
 * @returns nothing where the header is not there, or is none that we would keep
 * @throws AppError `INVALID_REQUEST` where it looks like a card number, which must never be kept
 */
export function readIdempotencyKey(request: Request): { idempotencyKey?: string } {
  const key = request.get('idempotency-key');
  if (key !== undefined && hasCardNumber(key)) {
    throw invalidRequest([{ message: 'Idempotency-Key must not contain a card number' }]);
  }
  return key !== undefined && wellFormedKey.test(key) ? { idempotencyKey: key } : {};
}

/** Takes the request's id from `X-Request-Id`, or makes one, for logs, events and the answer. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  const isGood = given !== undefined && /^[\w-]{1,64}$/.test(given) && !hasCardNumber(given);
  const id = isGood ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  withRequest(id, next);
};

const aYearInSeconds = 365 * 24 * 60 * 60;
const headersOfEveryAnswer = new Map([
  ['Cache-Control', 'no-store'],
  // What is opened in a browser all the same runs nothing, loads nothing, and is in nobody's frame.
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
]);

/** What browsers are told about every answer of a service, errors too. Source: OWASP, REST Security Cheat Sheet. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  response.setHeaders(headersOfEveryAnswer);
  // Browsers ignore it on plain http, where anybody on the way could have added it.
  if (request.secure) {
    response.setHeader('Strict-Transport-Security', `max-age=${aYearInSeconds}; includeSubDomains`);
  }
  next();
};

/** Remembers who is signed in: by the first cookie whose session holds. */
export const currentUser =
  (sessions: Sessions): RequestHandler =>
  (request, _response, next) => {
    for (const session of sessionsIn(request.headers.cookie, sessions)) {
      heldSessions.set(request, session);
      break;
    }
    next();
  };

/** Gives every request its session, for a service that begins and ends them. */
export const withSession = (): RequestHandler => cookieSession(sessionCookie);

/** Lets only those pass who are signed in. */
export const requireAuth: RequestHandler = (request, _response, next) => {
  next(userOf(request) ? undefined : notAuthorized());
};

/**
 * Refuses what a page of another site makes a browser send. Requests without these headers come from no browser.
 * Source: OWASP, Cross-Site Request Forgery Prevention, "Fetch Metadata".
 */
export const sameSiteOnly: RequestHandler = (request, _response, next) => {
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (!isSafe && request.get('sec-fetch-site') === 'cross-site') {
    next(new AppError('CROSS_SITE', [{ message: 'Requests from other sites are refused' }]));
  } else {
    next();
  }
};

/**
 * Reads the JSON body, then checks the request. It stands behind {@link requireAuth}: who is not signed in is told that
 * before anything else.
 *
 * @param chains express-validator's; each one's first failure is reported
 */
export const validateRequest =
  (...chains: ValidationChain[]): RequestHandler =>
  async (request, response, next) => {
    await readBody(request, response);
    for (const chain of chains) await chain.run(request);
    const [first, ...others] = validationResult(request)
      .array({ onlyFirstError: true })
      .map((error): ErrorItem =>
        error.type === 'field'
          ? { message: String(error.msg), field: error.path }
          : { message: String(error.msg) },
      );
    next(first ? invalidRequest([first, ...others]) : undefined);
  };

/** The answer to everything that no route took. */
export const noSuchRoute: RequestHandler = (_request, _response, next) => {
  next(notFound());
};

/** Express and its parsers mark what the client got wrong with a status of their own. */
function clientFault(error: unknown): { status: number; message: string } | undefined {
  if (error instanceof URIError) return { status: 404, message: 'Not Found' };
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  const isJson = 'type' in error && error.type === 'entity.parse.failed';
  return { status, message: isJson ? 'The body is not valid JSON' : error.message };
}

/** What a route meets that is done when its request has been answered at the deadline. */
const isSecondAnswer = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | undefined)?.code === 'ERR_HTTP_HEADERS_SENT';

function secondsToWait(error: AppError): number | undefined {
  if (error instanceof LimitReachedError) return error.retryAfterSeconds;
  return error.code === 'UNAVAILABLE' ? retryAfterSeconds : undefined;
}

/** A message may repeat what the client sent: no card number is among it. */
const answer = (response: Response, status: number, items: ErrorBody['errors']): void => {
  const errors = items.map((item) => ({ ...item, message: maskCardNumbers(item.message) }));
  response.status(status).json({ errors } satisfies ErrorBody);
};

/** Somebody who is signed in asked for what is another one's. */
function logRefusal(logger: Logger, request: Request): void {
  const user = userOf(request);
  if (!user) return;
  const { path = '' } = (request.route ?? {}) as { readonly path?: string };
  logSecurity(logger, 'refused', request, {
    userId: user.id,
    route: `${request.method} ${path}`,
  });
}

/** The last middleware: every failure becomes an {@link ErrorBody}; one of ours says nothing about itself. */
export const errorHandler =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    // What was given up because nobody waits for it has not failed.
    if (error instanceof CallerGoneError) return;
    if (response.writableEnded) {
      // At the deadline. The connection may have another request of the proxy's by now: Express would close it.
      if (isSecondAnswer(error)) logger.warn('a request was done after its answer');
      else logger.warn({ err: error }, 'a request failed after its answer');
      return;
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof AppError) {
      if (error instanceof DependencyError) logger.warn({ err: error }, error.message);
      const seconds = secondsToWait(error);
      if (seconds !== undefined) response.set('Retry-After', String(seconds));
      if (error.code === 'NOT_AUTHORIZED') logRefusal(logger, request);
      answer(response, statusOf(error.code), error.items);
      return;
    }
    const fault = clientFault(error);
    if (fault) {
      answer(response, fault.status, [{ message: fault.message }]);
      return;
    }
    logger.error({ err: error }, 'a request failed');
    answer(response, 500, [{ message: 'Something went wrong' }]);
  };

/**
 * Answers 503 when nothing else has answered in time, so that a server of ours that hangs is never a client's wait; 408
 * where it is the body that has not come, whose rest nobody waits for.
 *
 * @param seconds how long a route may take
 * @param answerTo the error handler itself: passed on by `next`, the error would use up the chain, and the route's own
 *   later one would end in Express's last handler, which closes the connection
 */
export const deadline =
  (seconds: number, answerTo: ErrorRequestHandler): RequestHandler =>
  (request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) return;
      // Once it is being read.
      const isBodyLate = request.readableFlowing === true && !request.complete;
      if (isBodyLate) response.setHeader('Connection', 'close');
      const error = isBodyLate ? tooSlow() : new DependencyError('A server that this needs');
      void answerTo(error, request, response, next);
    }, seconds * 1000);
    response.once('close', () => clearTimeout(timer));
    next();
  };
