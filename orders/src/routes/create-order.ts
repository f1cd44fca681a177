import {
  bodyId,
  idRule,
  readIdempotencyKey,
  requireAuth,
  signedIn,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import type { Orders } from '../domain/orders';
import { orderState } from '../events/publishers/order-state';

const rules = idRule('ticketId', 'TicketId must be provided');

export function createOrder(orders: Pick<Orders, 'create'>): Router {
  const router = Router();
  router.post('/api/orders', requireAuth, validateRequest(rules), async (request, response) => {
    const order = await orders.create({
      userId: signedIn(request).id,
      ticketId: bodyId(request, 'ticketId'),
      ...readIdempotencyKey(request),
    });
    response.status(201).json(orderState(order));
  });
  return router;
}
