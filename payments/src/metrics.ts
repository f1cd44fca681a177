import {
  type AggregateStore,
  type Clock,
  createLoop,
  gauge,
  type Lease,
  type Logger,
  type OnChanged,
  OrderStatus,
  type ReplicaStore,
} from '@ticketing-dev/common';
import { Counter, Gauge } from 'prom-client';

import type { OrderCopy, Payment } from './domain/payment';
import { paymentStates, unsettledStates } from './domain/payment-status';

const checkEveryMs = 60_000;
const checkedPayments = 200;

/** What the metrics of payments need. */
export interface PaymentMetricsDeps {
  readonly store: Pick<AggregateStore<Payment>, 'count' | 'query'> & {
    onChanged(callback: OnChanged<Payment>): void;
  };
  readonly orders: Pick<ReplicaStore<OrderCopy>, 'query'>;
  readonly lease: Pick<Lease, 'alone'>;
  readonly now: Clock;
  readonly logger: Logger;
}

/** The metrics of payments, and the loop that compares them with orders. See docs/metrics.md. */
export function createPaymentMetrics({ store, orders, lease, now, logger }: PaymentMetricsDeps) {
  const payments = new Counter({
    name: 'payments_total',
    help: 'Payments by the state that they came into',
    labelNames: ['state'],
    registers: [],
  });
  for (const state of paymentStates) payments.inc({ state }, 0);
  const cents = (what: string): Counter =>
    new Counter({
      name: `payments_${what}_cents_total`,
      help: `Money that was ${what}, in cents`,
      registers: [],
    });
  const money = {
    authorised: cents('authorised'),
    captured: cents('captured'),
    released: cents('released'),
    refunded: cents('refunded'),
  };
  const wronglyCaptured = new Gauge({
    name: 'payments_captured_of_cancelled_orders',
    help: `Of the newest ${checkedPayments} captured payments, those of cancelled orders; must be 0`,
    registers: [],
  });

  store.onChanged(({ before, after: { status, amountInCents, refund } }) => {
    if (refund === 'done' && before?.refund !== 'done') money.refunded.inc(amountInCents);
    if (before?.status === status) return;
    payments.inc({ state: status });
    if (status === 'authorised' || status === 'captured' || status === 'released') {
      money[status].inc(amountInCents);
    }
  });

  const unsettled = {
    name: 'payments_unsettled',
    help: 'Payments and refunds that still need an answer of Stripe, by state',
    label: 'state',
  };
  const oldest = {
    name: 'payments_oldest_unsettled_age_seconds',
    help: 'Age of the oldest payment that is not settled; 0 if there is none',
  };
  return {
    all: [
      payments,
      ...Object.values(money),
      wronglyCaptured,
      gauge(unsettled, async () => ({
        pending: await store.count({ status: 'pending' }),
        authorised: await store.count({ status: 'authorised' }),
        refund: await store.count({ refund: 'requested' }),
      })),
      gauge(oldest, async () => {
        const [first] = await store.query({
          where: { status: unsettledStates },
          order: 'oldest first',
          limit: 1,
        });
        return first ? Math.max(0, now().getTime() - first.createdAt.getTime()) / 1000 : 0;
      }),
    ],
    loop: createLoop(
      'captured payments',
      checkEveryMs,
      lease.alone(async () => {
        const captured = await store.query({
          where: { status: 'captured' },
          order: 'newest first',
          limit: checkedPayments,
        });
        const kept = captured.filter(({ refund }) => refund !== 'done');
        const found = await orders.query({
          where: { id: kept.map(({ orderId }) => orderId), status: OrderStatus.Cancelled },
          order: 'newest first',
          limit: checkedPayments,
        });
        wronglyCaptured.set(found.length);
      }),
      logger,
    ),
  };
}
