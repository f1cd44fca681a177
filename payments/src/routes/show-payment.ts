import { currentUserId, pathId, type PaymentBody, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import { toStatus } from '../domain/payment-status';
import type { Payments } from '../domain/payments';

export function showPayment(payments: Payments): Router {
  const router = Router();
  router.get('/api/payments/:orderId', requireAuth, async (request, response) => {
    const asked = pathId(request, 'orderId');
    const { id, orderId, status } = await payments.show(asked, currentUserId(request));
    response.json({ id, orderId, status: toStatus(status) } satisfies PaymentBody);
  });
  return router;
}
