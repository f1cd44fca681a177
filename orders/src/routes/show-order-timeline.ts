import { currentUserId, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import type { OrderTimeline } from '../domain/order-timeline';

export function showOrderTimeline(timeline: OrderTimeline): Router {
  const router = Router();
  router.get('/api/orders/:orderId/timeline', requireAuth, async (request, response) => {
    response.json(await timeline(pathId(request, 'orderId'), currentUserId(request)));
  });
  return router;
}
