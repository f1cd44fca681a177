import { Histogram, type Metric } from 'prom-client';

import type { PaymentGateway } from '../domain/payment-gateway';

/** The bounds in seconds, up to the time-out of a call. */
const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30];

/** A gateway whose calls are counted and timed, and the metric of it. */
export function measuredGateway(gateway: PaymentGateway): {
  readonly gateway: PaymentGateway;
  readonly metric: Metric;
} {
  const durations = new Histogram({
    name: 'stripe_call_duration_seconds',
    help: 'Calls of Stripe by their outcome; unknown means that no answer came',
    labelNames: ['call', 'outcome'],
    buckets,
    registers: [],
  });
  const measured =
    <A extends readonly unknown[], R extends { readonly kind: string }>(
      call: keyof PaymentGateway,
      work: (...given: A) => Promise<R>,
    ) =>
    async (...given: A): Promise<R> => {
      const startedAt = performance.now();
      const answer = await work(...given);
      const seconds = (performance.now() - startedAt) / 1000;
      durations.observe({ call, outcome: answer.kind }, seconds);
      return answer;
    };
  return {
    gateway: {
      authorise: measured('authorise', (request) => gateway.authorise(request)),
      find: measured('find', (payment) => gateway.find(payment)),
      capture: measured('capture', (id, stripeId) => gateway.capture(id, stripeId)),
      release: measured('release', (id, stripeId) => gateway.release(id, stripeId)),
      refund: measured('refund', (id, stripeId) => gateway.refund(id, stripeId)),
    },
    metric: durations,
  };
}
