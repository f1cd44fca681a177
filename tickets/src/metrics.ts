import {
  type Clock,
  createLoop,
  type Lease,
  type Logger,
  type OnChanged,
  OrderStatus,
  type ReplicaStore,
} from '@ticketing-dev/common';
import { Counter, Gauge, Histogram, type Metric } from 'prom-client';

import type { Admissions } from './domain/admissions';
import type { Pass } from './domain/pass';
import type { Passes } from './domain/passes';
import type { TicketSearch } from './domain/search/ticket-search';
import type { OrderCopy, Ticket } from './domain/ticket';

const checkEveryMs = 60_000;
const checkedOrders = 200;
/** A pass is issued by the event that completes the order, which may be handled again after a fault. */
const passLateMs = 60_000;
const searchBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** What the metrics of tickets need. */
export interface TicketMetricsDeps {
  readonly tickets: { onChanged(callback: OnChanged<Ticket>): void };
  readonly passStore: { onChanged(callback: OnChanged<Pass>): void };
  readonly passes: Pick<Passes, 'ofOrders'>;
  readonly orders: Pick<ReplicaStore<OrderCopy>, 'query'>;
  readonly lease: Pick<Lease, 'alone'>;
  readonly now: Clock;
  readonly logger: Logger;
}

/** The metrics of tickets, and the loop that compares sold orders with passes. See docs/metrics.md. */
export function createTicketMetrics(deps: TicketMetricsDeps) {
  const { tickets, passStore, passes, orders, lease, now, logger } = deps;
  const offered = new Counter({
    name: 'tickets_offered_total',
    help: 'Tickets that were put on sale',
    registers: [],
  });
  const issued = new Counter({
    name: 'passes_total',
    help: 'Passes by the state that they came into',
    labelNames: ['state'],
    registers: [],
  });
  for (const state of ['valid', 'admitted', 'revoked']) issued.inc({ state }, 0);
  const admissions = new Counter({
    name: 'admissions_total',
    help: 'Codes that doors checked, by result',
    labelNames: ['result'],
    registers: [],
  });
  for (const result of ['admitted', 'used', 'invalid', 'unknown']) admissions.inc({ result }, 0);
  const searches = new Histogram({
    name: 'search_duration_seconds',
    help: 'Durations of searches, by what is searched',
    labelNames: ['what'],
    buckets: searchBuckets,
    registers: [],
  });
  const paidWithoutTicket = new Gauge({
    name: 'orders_paid_without_ticket',
    help: `Of the newest ${checkedOrders} complete orders, those without a pass; must be 0`,
    registers: [],
  });

  tickets.onChanged(({ before }) => {
    if (!before) offered.inc();
  });
  passStore.onChanged(({ before, after: { state } }) => {
    if (before?.state !== state) issued.inc({ state });
  });

  const timed = async <T>(what: string, search: () => Promise<T>): Promise<T> => {
    const end = searches.startTimer({ what });
    try {
      return await search();
    } finally {
      end();
    }
  };

  const all: readonly Metric[] = [offered, issued, admissions, searches, paidWithoutTicket];
  return {
    all,

    /** The use cases of doors, counted. */
    counted: (uncounted: Admissions): Admissions => ({
      ...uncounted,
      async admit(...given) {
        const outcome = await uncounted.admit(...given);
        admissions.inc({ result: outcome.result });
        return outcome;
      },
    }),

    /** The search, timed. */
    timed: (search: TicketSearch): TicketSearch => ({
      ...search,
      findTickets: (...given) => timed('tickets', () => search.findTickets(...given)),
      findEvents: (...given) => timed('events', () => search.findEvents(...given)),
    }),

    loop: createLoop(
      'sold orders',
      checkEveryMs,
      lease.alone(async () => {
        const complete = await orders.query({
          where: { status: OrderStatus.Complete },
          order: 'newest first',
          limit: checkedOrders,
        });
        const since = now().getTime() - passLateMs;
        const sold = complete.filter(({ completedAt }) => (completedAt?.getTime() ?? 0) <= since);
        const found = await passes.ofOrders(sold.map(({ id }) => id));
        paidWithoutTicket.set(sold.length - found.size);
      }),
      logger,
    ),
  };
}
