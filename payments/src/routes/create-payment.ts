import { readIdempotencyKey, requireAuth, signedIn, validateRequest } from '@ticketing-dev/common';
import { Router } from 'express';
import { body } from 'express-validator';

import type { Payments } from '../domain/payments';

const maxToken = 255;

const rules = [
  body('token')
    // Half a surrogate pair cannot be sent to Stripe at all.
    .custom(
      (token: unknown) =>
        typeof token === 'string' &&
        token.trim() !== '' &&
        token.length <= maxToken &&
        token.isWellFormed(),
    )
    .withMessage('Token is required'),
  body('orderId')
    .custom((id: unknown) => typeof id === 'string' && /^[0-9a-f]{24}$/i.test(id))
    .withMessage('OrderId is required'),
];

export function createPayment(payments: Pick<Payments, 'pay'>): Router {
  const router = Router();
  router.post(
    '/api/payments',
    requireAuth,
    validateRequest(...rules),
    async (request, response) => {
      const { token, orderId } = request.body as { token: string; orderId: string };
      const id = await payments.pay({
        userId: signedIn(request).id,
        token,
        // One order has one slot, however its id is spelled.
        orderId: orderId.toLowerCase(),
        ...readIdempotencyKey(request),
      });
      response.status(201).json({ id });
    },
  );
  return router;
}
