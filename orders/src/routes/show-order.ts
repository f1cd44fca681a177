import { currentUserId, type OrderBody, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import { orderData } from '../domain/order-events';
import type { Orders } from '../domain/orders';

export function showOrder(orders: Orders): Router {
  const router = Router();
  router.get('/api/orders/:orderId', requireAuth, async (request, response) => {
    const order = await orders.show(pathId(request, 'orderId'), currentUserId(request));
    const { cancelReason } = order;
    const body: OrderBody = { ...orderData(order), ...(cancelReason && { cancelReason }) };
    response.json(body);
  });
  return router;
}
