import { currentUserId, type Page, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Orders } from '../domain/orders';
import { orderBody } from './order-body';

export function listOrders(orders: Orders): Router {
  const router = Router();
  router.get('/api/orders', requireAuth, (request, response) => {
    const listMine = (page: Page) => orders.listByBuyer(currentUserId(request), page);
    return sendPage(request, response, listMine, (order) => orderBody(order));
  });
  return router;
}
