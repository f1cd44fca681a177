import { collectDefaultMetrics, Counter, Gauge, type Metric, Registry } from 'prom-client';

import type { Outcome } from '../bus/consumer';
import type { ParkingLot } from '../bus/parking';
import type { Subjects } from '../contracts';
import type { Outbox } from '../outbox/outbox';

/** A service's Prometheus metrics, served at `/metrics`. */
export interface Metrics {
  readonly registry: Registry;
  countDelivery(subject: Subjects, outcome: Outcome): void;
}

/**
 * Node's default metrics, those of the event flow, and the service's own. Gauges read their store at each scrape. If the
 * store is unavailable, they keep their last value.
 */
export function createMetrics({
  outboxes,
  parking,
  own,
}: {
  readonly outboxes: readonly Outbox[];
  readonly parking: ParkingLot | undefined;
  /** The service's own metrics. */
  readonly own: readonly Metric[];
}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const metric of own) registry.registerMetric(metric);

  const deliveries = new Counter({
    name: 'listener_deliveries_total',
    help: 'Messages by subject and by how their delivery ended',
    labelNames: ['subject', 'outcome'],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        try {
          this.set(await read());
        } catch {
          // The store is unavailable, which other alarms report.
        }
      },
    });
  };
  gauge('outbox_pending', 'Aggregates with events that are not published yet', async () =>
    (await Promise.all(outboxes.map((each) => each.countPending()))).reduce((a, b) => a + b, 0),
  );
  if (parking) {
    gauge(
      'parked_messages',
      'Parked messages, which wait for an operator',
      async () => (await parking.list()).length,
    );
  }

  return {
    registry,
    countDelivery: (subject, outcome) => deliveries.inc({ subject, outcome }),
  };
}
