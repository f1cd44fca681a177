import {
  type AggregateStore,
  type Clock,
  createLoop,
  gauge,
  type Lease,
  type Logger,
  type OnChanged,
  OrderStatus,
} from '@ticketing-dev/common';
import { Counter, Gauge, Histogram } from 'prom-client';

import type { Order } from './domain/order';
import { openStatuses } from './domain/order-status';

/** The bounds in seconds: from an expiration in time to an outage of an hour. */
const lateness = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];
const mostOverdue = 1_000;
const soldTwiceEveryMs = 5 * 60_000;

/** What the metrics of orders need. */
export interface OrderMetricsDeps {
  readonly store: Pick<AggregateStore<Order>, 'count' | 'query'> & {
    onChanged(callback: OnChanged<Order>): void;
    countRepeated(field: 'slot'): Promise<number>;
  };
  readonly lease: Pick<Lease, 'alone'>;
  readonly now: Clock;
  readonly logger: Logger;
}

/** The metrics of orders, and the loop that reads the most expensive one. See docs/metrics.md. */
export function createOrderMetrics({ store, lease, now, logger }: OrderMetricsDeps) {
  const orders = new Counter({
    name: 'orders_total',
    help: 'Orders by what happened to them',
    labelNames: ['outcome'],
    registers: [],
  });
  for (const outcome of ['created', 'complete', 'cancelled', 'expired']) orders.inc({ outcome }, 0);
  const late = new Histogram({
    name: 'order_expiry_lateness_seconds',
    help: 'Time from the end of a reservation to the cancellation of its order',
    buckets: lateness,
    registers: [],
  });
  const soldTwice = new Gauge({
    name: 'tickets_sold_twice',
    help: 'Tickets that two orders hold or have bought; must be 0',
    registers: [],
  });

  store.onChanged(({ before, after }) => {
    // The record that closes an offer is no order.
    if (after.isClosing || before?.status === after.status) return;
    const isExpired = after.status === OrderStatus.Cancelled && after.cancelReason === 'expired';
    orders.inc({ outcome: isExpired ? 'expired' : after.status });
    if (isExpired) late.observe(Math.max(0, now().getTime() - after.expiresAt.getTime()) / 1000);
  });

  const open = { name: 'orders_holds_open', help: 'Orders that hold a ticket and are not paid' };
  const overdue = {
    name: 'orders_holds_overdue',
    help: 'Of these, orders whose reservation is over; at most 1,000 are counted',
  };
  return {
    all: [
      orders,
      late,
      soldTwice,
      gauge(open, () => store.count({ status: openStatuses })),
      gauge(overdue, async () => {
        const found = await store.query({
          where: { status: openStatuses },
          atMost: { expiresAt: now() },
          order: 'oldest first',
          limit: mostOverdue,
        });
        return found.length;
      }),
    ],
    loop: createLoop(
      'tickets sold twice',
      soldTwiceEveryMs,
      lease.alone(async () => soldTwice.set(await store.countRepeated('slot'))),
      logger,
    ),
  };
}
