import {
  type AggregateStore,
  createSharedReads,
  detailsData,
  type Id,
  OrderStatus,
  type Page,
  type ReplicaStore,
  type SaleBody,
  toDollars,
} from '@ticketing-dev/common';

import type { OrderCopy, Ticket } from './ticket';

/** The dependencies of the sales of a seller. */
export interface SalesDeps {
  readonly tickets: AggregateStore<Ticket>;
  readonly orders: ReplicaStore<OrderCopy>;
}

/** A sold ticket and its order. Its id is the order's. */
export interface Sale {
  readonly id: Id;
  readonly ticket: Ticket;
  readonly order: OrderCopy;
}

/** A higher count is not made, so that its cost has a bound. */
const mostCounted = 100;

export type Sales = ReturnType<typeof createSales>;

/** What a seller has sold. */
export function createSales({ tickets, orders }: SalesDeps) {
  const soldBy = (sellerId: string, limit: number, after?: Id): Promise<readonly OrderCopy[]> =>
    orders.query({
      where: { sellerId, status: OrderStatus.Complete },
      order: 'newest first',
      limit,
      ...(after === undefined ? {} : { after }),
    });

  return {
    /** The newest order first. A copy of an order that an older build wrote names no seller, until a rebuild. */
    async list(sellerId: string, { limit, after }: Page): Promise<readonly Sale[]> {
      const sold = await soldBy(sellerId, limit, after);
      if (sold.length === 0) return [];
      const found = await tickets.query({
        where: { orderId: sold.map(({ id }) => id) },
        order: 'newest first',
        limit: sold.length,
      });
      const known = new Map(found.map((ticket) => [ticket.id, ticket]));
      const sales = sold.map(async (order): Promise<Sale | undefined> => {
        // The order's event is stored a moment before the ticket names the order.
        const ticket = known.get(order.ticketId) ?? (await tickets.find(order.ticketId));
        return ticket && { id: order.id, ticket, order };
      });
      return (await Promise.all(sales)).filter((sale) => sale !== undefined);
    },

    /** How many tickets a user has sold, at most 100. */
    count: createSharedReads(
      async (sellerId: string): Promise<number> => (await soldBy(sellerId, mostCounted)).length,
    ),
  };
}

/** A sale as it is answered. */
export function saleData({ ticket, order }: Sale): SaleBody {
  const { priceInCents = ticket.priceInCents, completedAt, userId } = order;
  return {
    ticketId: ticket.id,
    orderId: order.id,
    title: ticket.title,
    price: toDollars(priceInCents),
    ...(completedAt && { soldAt: completedAt.toISOString() }),
    ...(userId === undefined ? {} : { buyerId: userId }),
    ...detailsData(ticket.details),
  };
}
