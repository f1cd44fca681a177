import {
  bodyId,
  currentUserId,
  idRule,
  readIdempotencyKey,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';
import { body } from 'express-validator';

import type { Payments } from '../domain/payments';

const maxToken = 255;

const rules = [
  body('token')
    // Half a surrogate pair cannot be sent to Stripe.
    .custom(
      (token: unknown) =>
        typeof token === 'string' &&
        token.trim() !== '' &&
        token.length <= maxToken &&
        token.isWellFormed(),
    )
    .withMessage('Token is required'),
  idRule('orderId', 'OrderId is required'),
];

export function createPayment(payments: Pick<Payments, 'pay'>): Router {
  const router = Router();
  router.post(
    '/api/payments',
    requireAuth,
    readJson,
    ...rules,
    validateRequest,
    async (request, response) => {
      const { token } = request.body as { token: string };
      const id = await payments.pay({
        userId: currentUserId(request),
        token,
        orderId: bodyId(request, 'orderId'),
        ...readIdempotencyKey(request),
      });
      response.status(201).json({ id });
    },
  );
  return router;
}
