import { currentUserId, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Payments } from '../domain/payments';
import { toAnswer } from './payment-answer';

export function showPayment(payments: Payments): Router {
  const router = Router();
  router.get('/api/payments/:orderId', requireAuth, async (request, response) => {
    const asked = pathId(request, 'orderId');
    response.json(toAnswer(await payments.show(asked, currentUserId(request))));
  });
  return router;
}
