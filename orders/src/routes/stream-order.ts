import {
  currentUserId,
  isStillSignedIn,
  type LiveStreams,
  pathId,
  requireAuth,
} from '@ticketing-dev/common';
import { Router } from 'express';

import type { Orders } from '../domain/orders';

export function streamOrder(orders: Orders, streams: LiveStreams): Router {
  const router = Router();
  router.get('/api/orders/:orderId/stream', requireAuth, async (request, response) => {
    const { id } = await orders.show(pathId(request, 'orderId'), currentUserId(request));
    await streams.open(request, response, { topic: id, mayGoOn: () => isStillSignedIn(request) });
  });
  return router;
}
