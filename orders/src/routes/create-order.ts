import {
  bodyRules,
  currentUserId,
  readBody,
  readIdempotencyKey,
  readJson,
  requireAuth,
  resultIdOf,
  validateRequest,
} from '@ticketing-dev/common';
import { type RequestHandler, Router } from 'express';

import { orderData } from '../domain/order-events';
import type { Orders } from '../domain/orders';
import { newOrderBody } from './order-body';

export function createOrder(orders: Orders, idempotent: RequestHandler): Router {
  const router = Router();
  router.post(
    '/api/orders',
    requireAuth,
    readJson,
    ...bodyRules(newOrderBody),
    validateRequest,
    idempotent,
    async (request, response) => {
      const order = await orders.create({
        userId: currentUserId(request),
        ...readBody(request, newOrderBody),
        ...readIdempotencyKey(request),
        id: resultIdOf(request),
      });
      response.status(201).json(orderData(order));
    },
  );
  return router;
}
