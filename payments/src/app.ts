import { createHttpApp, type Logger, type Sessions } from '@ticketing-dev/common';
import type { Express } from 'express';

import type { Payments } from './domain/payments';
import { createPayment } from './routes/create-payment';
import { showPayment } from './routes/show-payment';

export interface AppDeps {
  readonly payments: Payments;
  readonly sessions: Sessions;
  readonly logger: Logger;
}

/** Stripe may take 15 s. */
const deadlineSeconds = 18;

/** The HTTP face of payments. Builds, never connects: tests call it directly. */
export const createApp = ({ payments, sessions, logger }: AppDeps): Express =>
  createHttpApp({
    sessions,
    logger,
    deadlineSeconds,
    routes: [createPayment(payments), showPayment(payments)],
  });
