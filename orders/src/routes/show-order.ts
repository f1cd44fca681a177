import { type OrderBody, pathId, requireAuth, signedIn } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Orders } from '../domain/orders';
import { orderState } from '../events/publishers/order-state';

export function showOrder(orders: Pick<Orders, 'show'>): Router {
  const router = Router();
  router.get('/api/orders/:orderId', requireAuth, async (request, response) => {
    const order = await orders.show(pathId(request, 'orderId'), signedIn(request).id);
    const { cancelReason } = order;
    const body: OrderBody = { ...orderState(order), ...(cancelReason && { cancelReason }) };
    response.json(body);
  });
  return router;
}
