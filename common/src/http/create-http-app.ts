import express, { type Express, type RequestHandler, Router } from 'express';

import type { Logger } from '../service/logger';
import {
  currentUser,
  deadline,
  errorHandler,
  noSuchRoute,
  requestId,
  sameSiteOnly,
  securityHeaders,
  withSession,
} from './middlewares';
import type { Sessions } from './session';

/** Shorter than the 5 s after which clients and probes lose patience. */
const deadlineSeconds = 4.5;

/** What the HTTP face of a service is made of. */
export interface HttpAppDeps {
  readonly sessions: Sessions;
  readonly logger: Logger;
  /** Each has routes only: what it uses by itself would be used for the routes after it too. */
  readonly routes: readonly Router[];
  /** How long a route may take before the answer is 503; 4.5 where a route waits for nobody else's server. */
  readonly deadlineSeconds?: number;
  /** Whether its routes begin and end sessions (`request.session`); all others only read them. */
  readonly hasSessions?: boolean;
  /**
   * Whether all its visitors use https, whatever the proxy says: behind a load balancer that ends TLS before the ingress,
   * `X-Forwarded-Proto` is `http`, and cookies would go without `Secure`.
   */
  readonly isAlwaysHttps?: boolean;
  /** Stands before what writes the session's cookie. */
  readonly beforeSessions?: RequestHandler;
}

/** An Express app with our order of middlewares. Builds, never connects: tests call it directly. */
export function createHttpApp({ sessions, logger, routes, ...options }: HttpAppDeps): Express {
  const app = express();
  const onError = errorHandler(logger);
  app.disable('x-powered-by');
  // An answer's tag would have to be computed for data that is never the same twice.
  app.disable('etag');
  // One proxy, the ingress, stands before us: it says whether the client used https.
  app.set('trust proxy', 1);
  if (options.isAlwaysHttps) {
    // The way that Express documents: `secure`, and whoever sets a cookie, ask it.
    Object.defineProperty(app.request, 'protocol', { configurable: true, get: () => 'https' });
  }
  app.use(requestId);
  app.use(securityHeaders);
  app.use(deadline(options.deadlineSeconds ?? deadlineSeconds, onError));
  app.use(sameSiteOnly);
  if (options.beforeSessions) app.use(options.beforeSessions);
  if (options.hasSessions) app.use(withSession());
  app.use(currentUser(sessions));
  app.use(asOne(routes));
  app.use(noSuchRoute);
  app.use(onError);
  return app;
}

/** A router of their routes: Express names the methods of a path, for OPTIONS, by what it finds in one router. */
function asOne(routers: readonly Router[]): Router {
  const one = Router();
  one.stack.push(...routers.flatMap(({ stack }) => stack));
  return one;
}
