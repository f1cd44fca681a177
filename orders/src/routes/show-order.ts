import { currentUserId, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Orders } from '../domain/orders';
import { orderBody } from './order-body';

export function showOrder(orders: Orders): Router {
  const router = Router();
  router.get('/api/orders/:orderId', requireAuth, async (request, response) => {
    const order = await orders.show(pathId(request, 'orderId'), currentUserId(request));
    response.json(orderBody(order));
  });
  return router;
}
