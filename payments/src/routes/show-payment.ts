import { pathId, type PaymentBody, requireAuth, signedIn } from '@ticketing-dev/common';
import { Router } from 'express';

import { toStatus } from '../domain/payment-status';
import type { Payments } from '../domain/payments';

export function showPayment(payments: Pick<Payments, 'show'>): Router {
  const router = Router();
  router.get('/api/payments/:orderId', requireAuth, async (request, response) => {
    const asked = pathId(request, 'orderId');
    const { id, orderId, status } = await payments.show(asked, signedIn(request).id);
    response.json({ id, orderId, status: toStatus(status) } satisfies PaymentBody);
  });
  return router;
}
