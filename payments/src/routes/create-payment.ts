import {
  bodyRules,
  currentUserId,
  readBody,
  readIdempotencyKey,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { type RequestHandler, Router } from 'express';

import type { Payments } from '../domain/payments';
import { newPaymentBody } from './payment-body';

export function createPayment(payments: Payments, idempotent: RequestHandler): Router {
  const router = Router();
  router.post(
    '/api/payments',
    requireAuth,
    readJson,
    ...bodyRules(newPaymentBody),
    validateRequest,
    idempotent,
    async (request, response) => {
      const id = await payments.pay({
        userId: currentUserId(request),
        ...readBody(request, newPaymentBody),
        ...readIdempotencyKey(request),
      });
      response.status(201).json({ id });
    },
  );
  return router;
}
