import { type AggregateStore, type Check, type Clock } from '@ticketing-dev/common';

import type { Order } from '../domain/order';
import { openStatuses } from '../domain/order-status';

/** The sweep runs every two seconds. */
const acceptedMs = 15_000;
const most = 100;

/** Finds holds that should have ended. */
export const check =
  (orders: Pick<AggregateStore<Order>, 'query'>, now: Clock): Check =>
  async () => {
    const overdue = await orders.query({
      where: { status: openStatuses },
      atMost: { expiresAt: new Date(now().getTime() - acceptedMs) },
      order: 'oldest first',
      limit: most,
    });
    if (overdue.length === 0) return [];
    const count = overdue.length === most ? `${most} or more` : overdue.length;
    return [
      {
        problem: `${count} holds are overdue, such as order ${overdue[0]?.id ?? ''}`,
        page: 'order-stuck',
      },
    ];
  };
