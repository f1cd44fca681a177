import {
  bodyId,
  currentUserId,
  idRule,
  readIdempotencyKey,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { orderData } from '../domain/order-events';
import type { Orders } from '../domain/orders';

const rules = [idRule('ticketId', 'TicketId must be provided')];

export function createOrder(orders: Pick<Orders, 'create'>): Router {
  const router = Router();
  router.post(
    '/api/orders',
    requireAuth,
    readJson,
    ...rules,
    validateRequest,
    async (request, response) => {
      const order = await orders.create({
        userId: currentUserId(request),
        ticketId: bodyId(request, 'ticketId'),
        ...readIdempotencyKey(request),
      });
      response.status(201).json(orderData(order));
    },
  );
  return router;
}
