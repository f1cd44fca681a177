import { readPage, requireAuth, sendPage, signedIn } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Orders } from '../domain/orders';
import { orderState } from '../events/publishers/order-state';

export function listOrders(orders: Pick<Orders, 'ofBuyer'>): Router {
  const router = Router();
  router.get('/api/orders', requireAuth, async (request, response) => {
    const page = readPage(request);
    // One more than asked for tells whether there is a next page.
    const mine = await orders.ofBuyer(signedIn(request).id, { ...page, limit: page.limit + 1 });
    sendPage(request, response, page, mine.map(orderState));
  });
  return router;
}
