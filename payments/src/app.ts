import {
  createHttpApp,
  currentUser,
  errorHandler,
  type Logger,
  mergeRouters,
  noSuchRoute,
  type Sessions,
} from '@ticketing-dev/common';
import type { Express, RequestHandler } from 'express';

import type { Payments } from './domain/payments';
import { createPayment } from './routes/create-payment';
import { showPayment } from './routes/show-payment';

export interface AppDeps {
  readonly payments: Payments;
  readonly sessions: Sessions;
  /** Runs a request with an `Idempotency-Key` once. */
  readonly idempotent: RequestHandler;
  readonly logger: Logger;
}

/** Longer than the time-out of a call of Stripe (15 s). */
export const deadlineSeconds = 18;

/** Builds the HTTP app of payments. It opens no connection, so tests can call it directly. */
export function createApp({ payments, sessions, idempotent, logger }: AppDeps): Express {
  const app = createHttpApp({ sessions, logger, deadlineSeconds });
  app.use(currentUser);
  app.use(mergeRouters(createPayment(payments, idempotent), showPayment(payments)));
  app.use(noSuchRoute);
  app.use(errorHandler);
  return app;
}
