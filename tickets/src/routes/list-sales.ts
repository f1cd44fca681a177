import { currentUserId, type Page, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { type Sales, saleData } from '../domain/sales';
import { allow } from './allow';

export function listSales(sales: Sales): Router {
  const router = Router();
  router.get('/api/tickets/sales', requireAuth, (request, response) => {
    const list = (page: Page) => sales.list(currentUserId(request), page);
    return sendPage(request, response, list, saleData);
  });
  router.options('/api/tickets/sales', allow('GET, HEAD'));
  return router;
}
