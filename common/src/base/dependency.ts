/** A server that must be available before the service is ready. */
export interface Dependency {
  /** Connects and prepares it. Retries until that succeeds or {@link Dependency.close} is called. */
  open(): Promise<void>;
  close(): Promise<void>;
}
