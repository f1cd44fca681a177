/** Two lines, so that sign-ups do not wait behind sign-ins, and the reverse. */
export type LineName = 'sign-up' | 'sign-in';

/** The sender of a request that needs expensive work. */
export interface Caller {
  /** The addresses take turns. Whether an account exists must not change the order. */
  readonly address: string;
  /** Aborted when the client no longer waits for the response. */
  readonly signal: AbortSignal;
}

/** Limits how much expensive work runs concurrently. */
export interface Turns {
  /**
   * Refuses early, before any call of the database.
   *
   * @throws UnavailableError if {@link take} would throw it now
   */
  check(line: LineName, caller: Caller): void;
  /**
   * Runs the work when it is the caller's turn. It does not run if the caller's signal aborts before.
   *
   * @returns the result of the work
   * @throws UnavailableError immediately, if the caller would wait too long
   */
  take<T>(line: LineName, caller: Caller, work: () => Promise<T>): Promise<T>;
}
