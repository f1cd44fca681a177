import { pathId } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Payments } from '../domain/payments';
import { toAnswer } from '../routes/payment-answer';

/** An operators' route: it is on `OPERATOR_PORT`, which no ingress leads to. */
export function refundOrder(payments: Pick<Payments, 'refund'>): Router {
  const router = Router();
  router.post('/refunds/:orderId', async (request, response) => {
    response.json(toAnswer(await payments.refund(pathId(request, 'orderId'))));
  });
  return router;
}
