import { currentUserId, type Page, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { orderData } from '../domain/order-events';
import type { Orders } from '../domain/orders';

export function listOrders(orders: Orders): Router {
  const router = Router();
  router.get('/api/orders', requireAuth, (request, response) => {
    const listMine = (page: Page) => orders.listByBuyer(currentUserId(request), page);
    return sendPage(request, response, listMine, (order) => orderData(order));
  });
  return router;
}
