import { type AggregateStore, type Id, OrderStatus, sendLines } from '@ticketing-dev/common';
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
      for await (const { id, status, userId, slot, ticket } of allOrders(orders)) {
        if (status !== OrderStatus.Cancelled || slot !== id)
          yield { id, status, userId, slot, ticketId: ticket.id };
      }
    }
    await sendLines(response, slots());
  });
  return router;
}

async function* allOrders(orders: Pick<AggregateStore<Order>, 'query'>): AsyncGenerator<Order> {
  let after: Id | undefined;
  do {
    const page: readonly Order[] = await orders.query({
      order: 'oldest first',
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    yield* page;
    after = page.length < pageSize ? undefined : page.at(-1)?.id;
  } while (after !== undefined);
}
