import express, { type Express, Router } from 'express';

import type { Logger } from '../base/logger';
import { setAppLocals } from '../middlewares/app-locals';
import { deadline } from '../middlewares/deadline';
import { requestId } from '../middlewares/request-id';
import { sameSiteOnly } from '../middlewares/same-site-only';
import { securityHeaders } from '../middlewares/security-headers';
import type { Sessions } from '../sessions/session';

/** Below the 5 s after which clients and probes time out. */
const defaultDeadlineSeconds = 4.5;

/** What an HTTP app needs. */
export interface HttpAppDeps {
  readonly sessions: Sessions;
  readonly logger: Logger;
  /** How long a route may take before the answer is 503, in seconds; 4.5 by default. */
  readonly deadlineSeconds?: number;
  /**
   * Whether all requests count as https. Behind a load balancer that ends TLS before the ingress, `X-Forwarded-Proto` is
   * `http`, and cookies would lack `Secure`.
   */
  readonly isAlwaysHttps?: boolean;
}

/**
 * An Express app that names each request, sends security headers, ends late requests, and refuses requests of other
 * sites. The service adds its sessions, `currentUser`, its routes and `errorHandler`. It connects to nothing, so that
 * tests can call it directly.
 */
export function createHttpApp({ sessions, logger, ...options }: HttpAppDeps): Express {
  const app = express();
  setAppLocals(app, { sessions, logger });
  app.disable('x-powered-by');
  // Computing an ETag costs time, and answers with changing data rarely match it.
  app.disable('etag');
  // The service is behind one proxy, the ingress, which sends whether the client used https.
  app.set('trust proxy', 1);
  if (options.isAlwaysHttps) {
    // Express computes `secure` from `protocol`, and cookies depend on both.
    Object.defineProperty(app.request, 'protocol', { configurable: true, get: () => 'https' });
  }
  app.use(requestId);
  app.use(securityHeaders);
  app.use(deadline(options.deadlineSeconds ?? defaultDeadlineSeconds));
  app.use(sameSiteOnly);
  return app;
}

/**
 * One router with the routes of several. Express answers OPTIONS with the methods that it finds in one router.
 *
 * @param routers each has routes only; what it uses by itself would be used for the routes after it too
 */
export function mergeRouters(...routers: readonly Router[]): Router {
  const one = Router();
  one.stack.push(...routers.flatMap(({ stack }) => stack));
  return one;
}
