import { currentUserId, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Orders } from '../domain/orders';

export function cancelOrder(orders: Orders): Router {
  const router = Router();
  router.delete('/api/orders/:orderId', requireAuth, async (request, response) => {
    await orders.cancel(pathId(request, 'orderId'), currentUserId(request));
    response.status(204).end();
  });
  return router;
}
