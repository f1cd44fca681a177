import { collectDefaultMetrics, Counter, Histogram, type Metric, Registry } from 'prom-client';

import type { Clock } from '../base/clock';
import type { Bus } from '../bus/bus';
import type { Handled } from '../bus/consumer';
import type { ParkingLot } from '../bus/parking';
import type { EndedRequest } from '../http/watch-request';
import type { Outbox } from '../outbox/outbox';
import { gauge } from '../base/gauge';
import { createHttpMetrics } from './http-metrics';

/** The bounds in seconds: from a healthy bus to an outage of an hour. */
const ageBuckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 900, 3600];

/** A service's Prometheus metrics, served at `/metrics`. See docs/metrics.md. */
export interface Metrics {
  readonly registry: Registry;
  countDelivery(handled: Handled): void;
  countRequest(ended: EndedRequest): void;
}

/** What the metrics of a service are about. */
export interface MetricsDeps {
  readonly outboxes: readonly Outbox[];
  readonly parking: ParkingLot | undefined;
  readonly bus: Pick<Bus, 'isConnected'> | undefined;
  readonly now: Clock;
  /** The service's own metrics. */
  readonly own: readonly Metric[];
}

/** Node's default metrics, those of requests and events, and the service's own. */
export function createMetrics({ outboxes, parking, bus, now, own }: MetricsDeps): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const deliveries = new Counter({
    name: 'listener_deliveries_total',
    help: 'Messages by subject and by how their delivery ended',
    labelNames: ['subject', 'outcome'],
    registers: [],
  });
  const redeliveries = new Counter({
    name: 'listener_redeliveries_total',
    help: 'Messages that the bus delivered again',
    labelNames: ['subject'],
    registers: [],
  });
  const lags = new Histogram({
    name: 'listener_lag_seconds',
    help: 'Time from an event to the end of its handling',
    labelNames: ['subject'],
    buckets: ageBuckets,
    registers: [],
  });
  const http = createHttpMetrics();
  const all: Metric[] = [deliveries, redeliveries, lags, ...http.all, ...own];
  if (bus) {
    all.push(
      gauge({ name: 'bus_connected', help: '1 if the bus is connected, otherwise 0' }, () =>
        bus.isConnected ? 1 : 0,
      ),
    );
  }
  if (outboxes.length > 0) {
    const pending = { name: 'outbox_pending', help: 'Aggregates with events to publish' };
    const oldest = {
      name: 'outbox_oldest_age_seconds',
      help: 'Time since the oldest event that is not published yet; 0 if there is none',
    };
    all.push(
      gauge(pending, async () =>
        (await Promise.all(outboxes.map((each) => each.countPending()))).reduce((a, b) => a + b, 0),
      ),
      gauge(oldest, async () => {
        const dates = await Promise.all(outboxes.map((each) => each.oldestPending()));
        const ages = dates.map((date) => (date ? now().getTime() - date.getTime() : 0));
        return Math.max(0, ...ages) / 1000;
      }),
    );
  }
  if (parking) {
    const parked = { name: 'parked_messages', help: 'Messages that wait for an operator' };
    all.push(gauge(parked, () => parking.count()));
  }
  for (const metric of all) registry.registerMetric(metric);

  return {
    registry,
    countDelivery({ subject, outcome, isRedelivery, ageSeconds }) {
      deliveries.inc({ subject, outcome });
      if (isRedelivery) redeliveries.inc({ subject });
      if (ageSeconds !== undefined) lags.observe({ subject }, ageSeconds);
    },
    countRequest: (ended) => http.count(ended),
  };
}
