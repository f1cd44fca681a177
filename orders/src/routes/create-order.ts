import { readIdempotencyKey, requireAuth, signedIn, validateRequest } from '@ticketing-dev/common';
import { Router } from 'express';
import { body } from 'express-validator';

import type { Orders } from '../domain/orders';
import { orderState } from '../events/publishers/order-state';

const rules = body('ticketId')
  .custom((id: unknown) => typeof id === 'string' && id !== '')
  .withMessage('TicketId must be provided');

export function createOrder(orders: Pick<Orders, 'create'>): Router {
  const router = Router();
  router.post('/api/orders', requireAuth, validateRequest(rules), async (request, response) => {
    const { ticketId } = request.body as { ticketId: string };
    const order = await orders.create({
      userId: signedIn(request).id,
      ticketId,
      ...readIdempotencyKey(request),
    });
    response.status(201).json(orderState(order));
  });
  return router;
}
