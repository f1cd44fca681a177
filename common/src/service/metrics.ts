import { collectDefaultMetrics, Counter, Gauge, type Metric, Registry } from 'prom-client';

import type { Outcome } from '../bus/consumer';
import type { ParkingLot } from '../bus/parking';
import type { Subjects } from '../contracts';
import type { Outbox } from '../outbox/outbox';

/** What a service tells a Prometheus server at `/metrics`. */
export interface Metrics {
  readonly registry: Registry;
  countDelivery(subject: Subjects, outcome: Outcome): void;
}

/**
 * Node's own figures and those of the event flow. Gauges of stored things are read when they are asked for; where their
 * store is away they keep their last value.
 */
export function createMetrics({
  outboxes,
  parking,
  own,
}: {
  readonly outboxes: readonly Outbox[];
  readonly parking: ParkingLot | undefined;
  /** The service's own. */
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
          // The store is away: its own alarms say so.
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
      'Messages set aside for an operator',
      async () => (await parking.list()).length,
    );
  }

  return {
    registry,
    countDelivery: (subject, outcome) => deliveries.inc({ subject, outcome }),
  };
}
