import type { Metric } from 'prom-client';

/** A server that must be available before the service is ready. */
export interface Dependency {
  /** Connects and prepares it. Retries until that succeeds or {@link Dependency.close} is called. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** The metrics of the calls of it. */
  readonly metrics?: readonly Metric[];
}
