import { type AggregateStore, OrderStatus, pagesOf, sendLines } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Order } from '../domain/order';

const pageSize = 500;

/**
 * `GET /slots`: what each order claims, oldest first, for a search for tickets with several orders. Cancelled orders are
 * left out if their slot is right.
 */
export function listSlots(orders: Pick<AggregateStore<Order>, 'query'>): Router {
  const router = Router();
  router.get('/slots', async (_request, response) => {
    async function* slots(): AsyncGenerator<object> {
      for await (const page of pagesOf(orders, { order: 'oldest first', limit: pageSize })) {
        for (const { id, status, userId, slot, ticket } of page) {
          if (status !== OrderStatus.Cancelled || slot !== id)
            yield { id, status, userId, slot, ticketId: ticket.id };
        }
      }
    }
    await sendLines(response, slots());
  });
  return router;
}
