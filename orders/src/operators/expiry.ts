import {
  allEvents,
  type AggregateStore,
  type Clock,
  type EndedOrderData,
  type EventHistory,
  type Plain,
} from '@ticketing-dev/common';
import { Router } from 'express';

import type { Order } from '../domain/order';
import { openStatuses } from '../domain/order-status';

const mostOverdue = 100;
const defaultRecent = 20;
const mostRecent = 1_000;
/** So many cancellations are searched for those that expired. */
const mostSearched = 20_000;

export interface ExpiryDeps {
  readonly orders: AggregateStore<Order>;
  readonly history: EventHistory;
  readonly now: Clock;
}

/** `GET /expiry`: the holds that are overdue now, and how late the last ones ended. */
export function expiry({ orders, history, now }: ExpiryDeps): Router {
  const router = Router();
  router.get('/expiry', async ({ query }, response) => {
    const limit = Math.min(Math.max(Number(query['limit']) || defaultRecent, 1), mostRecent);
    const overdue = await orders.query({
      where: { status: openStatuses },
      atMost: { expiresAt: now() },
      order: 'oldest first',
      limit: mostOverdue,
    });
    response.json({
      now: now().toISOString(),
      overdue: overdue.map(({ id, expiresAt }) => ({
        orderId: id,
        expiresAt: expiresAt.toISOString(),
        lateMs: now().getTime() - expiresAt.getTime(),
      })),
      recent: await lastExpiries(history, limit),
    });
  });
  return router;
}

async function lastExpiries(history: EventHistory, limit: number): Promise<object[]> {
  const found: object[] = [];
  const filter = { subjects: ['order:cancelled'], isNewestFirst: true } as const;
  for await (const { aggregateId, occurredAt, data } of allEvents(history, filter, {
    limit: mostSearched,
  })) {
    const { reason, expiresAt } = data as Plain<EndedOrderData>;
    if (reason !== 'expired' || expiresAt === undefined) continue;
    const lateMs = Date.parse(occurredAt) - Date.parse(expiresAt);
    found.push({ orderId: aggregateId, expiresAt, cancelledAt: occurredAt, lateMs });
    if (found.length === limit) break;
  }
  return found;
}
