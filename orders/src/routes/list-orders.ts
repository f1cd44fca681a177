import { currentUserId, readPage, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { orderData } from '../domain/order-events';
import type { Orders } from '../domain/orders';

export function listOrders(orders: Pick<Orders, 'ofBuyer'>): Router {
  const router = Router();
  router.get('/api/orders', requireAuth, async (request, response) => {
    const page = readPage(request);
    // One more than requested: it shows whether there is a next page.
    const mine = await orders.ofBuyer(currentUserId(request), { ...page, limit: page.limit + 1 });
    sendPage(request, response, page, mine.map(orderData));
  });
  return router;
}
