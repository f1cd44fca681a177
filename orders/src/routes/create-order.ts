import {
  bodyRules,
  currentUserId,
  readBody,
  readIdempotencyKey,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { orderData } from '../domain/order-events';
import type { Orders } from '../domain/orders';
import { newOrderBody } from './order-body';

export function createOrder(orders: Pick<Orders, 'create'>): Router {
  const router = Router();
  router.post(
    '/api/orders',
    requireAuth,
    readJson,
    ...bodyRules(newOrderBody),
    validateRequest,
    async (request, response) => {
      const order = await orders.create({
        userId: currentUserId(request),
        ...readBody(request, newOrderBody),
        ...readIdempotencyKey(request),
      });
      response.status(201).json(orderData(order));
    },
  );
  return router;
}
