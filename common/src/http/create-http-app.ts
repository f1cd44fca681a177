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

/** What an HTTP app of ours needs. */
export interface HttpAppDeps {
  readonly sessions: Sessions;
  readonly logger: Logger;
  /** How long a route may take before the answer is 503, in seconds; 4.5 when no route waits for a server of others. */
  readonly deadlineSeconds?: number;
  /**
   * Whether all its visitors use https, whatever the proxy says: behind a load balancer that ends TLS before the ingress,
   * `X-Forwarded-Proto` is `http`, and cookies would go without `Secure`.
   */
  readonly isAlwaysHttps?: boolean;
}

/**
 * An Express app that names each request, sends security headers, ends late requests, and refuses requests of other
 * sites. The service adds its sessions, `currentUser`, its routes and `errorHandler`. It builds and never connects, so
 * that tests call it directly.
 */
export function createHttpApp({ sessions, logger, ...options }: HttpAppDeps): Express {
  const app = express();
  setAppLocals(app, { sessions, logger });
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
