/** People who sign up never wait behind those who sign in, nor the other way round. */
export type LineName = 'sign-up' | 'sign-in';

/** Somebody who asks for work that is dear. */
export interface Caller {
  /** Waiting work is shared between addresses, and never by whether there is such an account. */
  readonly address: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Lets few do dear work at once. */
export interface Turns {
  /**
   * Before anything is asked of the database.
   *
   * @throws UnavailableError where {@link take} would, now
   */
  check(line: LineName, caller: Caller): void;
  /**
   * Does the work when it is the caller's turn, and not at all where he has gone before.
   *
   * @throws UnavailableError at once where he would wait too long
   */
  take<T>(line: LineName, caller: Caller, work: () => Promise<T>): Promise<T>;
}
