import { type AggregateStore, type Id, OrderStatus } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Order } from '../domain/order';

const pageSize = 500;

/** An order with a wrong slot, or one of several orders for a ticket. */
type SuspectOrder = Pick<Order, 'id' | 'status' | 'userId' | 'slot'>;

/**
 * `GET /duplicates`: orders that break the promise "One sale", or that could let it be broken. `tickets` has those with
 * more than one order that is not cancelled, oldest order first. `strays` has orders whose slot is neither their own id
 * nor their ticket's, in lower case: they do not block other orders.
 */
export function duplicates(orders: Pick<AggregateStore<Order>, 'query'>): Router {
  const router = Router();
  router.get('/duplicates', async (_request, response) => {
    const live = new Map<string, SuspectOrder[]>();
    const strays: (SuspectOrder & { readonly ticketId: string })[] = [];
    for await (const { id, status, userId, slot, ticket } of allOrders(orders)) {
      // An order of an older build may have its ticket's id in another spelling.
      const ticketId = ticket.id.toLowerCase();
      const order = { id, status, userId, slot };
      if (slot !== id && (slot as string) !== ticketId) strays.push({ ...order, ticketId });
      if (status !== OrderStatus.Cancelled)
        live.set(ticketId, [...(live.get(ticketId) ?? []), order]);
    }
    const tickets = [...live].flatMap(([ticketId, notCancelled]) =>
      notCancelled.length > 1 ? [{ ticketId, orders: notCancelled }] : [],
    );
    response.json({ tickets, strays });
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
