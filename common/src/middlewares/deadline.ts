import type { Request, RequestHandler } from 'express';

import { RequestTimeoutError } from '../errors/request-errors';
import { DependencyError } from '../errors/unavailable-error';
import { errorHandler } from './error-handler';

const timers = new WeakMap<Request, NodeJS.Timeout>();

/**
 * Answers 503 when nothing else has answered in time, or 408 when the body has not arrived. The error goes straight to
 * {@link errorHandler}: passed to `next`, it would use up the chain, and a later error of the route would end in
 * Express's own last handler, which closes the connection. A route that uses it has its own deadline instead of the app's.
 *
 * @param seconds how long a route may take
 */
export const deadline =
  (seconds: number): RequestHandler =>
  (request, response, next) => {
    clearTimeout(timers.get(request));
    const timer = setTimeout(() => {
      if (response.headersSent) return;
      // Only if the route has begun to read the body.
      const isBodyLate = request.readableFlowing === true && !request.complete;
      if (isBodyLate) response.setHeader('Connection', 'close');
      const error = isBodyLate
        ? new RequestTimeoutError()
        : new DependencyError('A server that this needs');
      void errorHandler(error, request, response, next);
    }, seconds * 1000);
    timers.set(request, timer);
    response.once('close', () => clearTimeout(timer));
    next();
  };
