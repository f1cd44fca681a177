import { Counter, Histogram, type Metric } from 'prom-client';

import type { EndedRequest } from '../http/watch-request';

/** The bounds in seconds, up to the longest deadline of a route. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** The metrics of HTTP requests. */
export interface HttpMetrics {
  readonly all: readonly Metric[];
  count(ended: EndedRequest): void;
}

export function createHttpMetrics(): HttpMetrics {
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests by route and status; 499 if the client did not wait for the answer',
    labelNames: ['method', 'route', 'status'],
    registers: [],
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Durations of requests, without streams',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [],
  });
  return {
    all: [requests, durations],
    count({ method, route, status, seconds, isStream }) {
      const labels = { method, route, status: String(status) };
      requests.inc(labels);
      if (!isStream) durations.observe(labels, seconds);
    },
  };
}
