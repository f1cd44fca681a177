import { CodedError } from '../errors/coded-error';

/** A limit: how often something may be done within a window of time. */
export interface LimitRule {
  /** Its name in the metric and in the log, such as `sign-ins per account`. */
  readonly name: string;
  /** The most times within the window, which begins with the first one. */
  readonly most: number;
  readonly windowSeconds: number;
  /** The message of the 429, for the user. */
  readonly message: string;
}

/** Counts for each key, such as a user's id. It stores only the key's hash. */
export interface Limit {
  /**
   * Counts one time.
   *
   * @returns the share of the limit that is used, this time included: from 0 to 1
   * @throws LimitReachedError if the limit was reached before
   */
  take(key: string): Promise<number>;
  /**
   * Checks without counting.
   *
   * @throws LimitReachedError if the limit is reached
   */
  check(key: string): Promise<void>;
  /**
   * Counts one time, without refusing it.
   *
   * @returns the share of the limit that is used; if it is 1 or more, {@link check} refuses from now on
   */
  count(key: string): Promise<number>;
  /** Undoes one {@link take} or {@link count}. */
  giveBack(key: string): Promise<void>;
}

/** A limit is reached. Answered 429 with `Retry-After`. */
export class LimitReachedError extends CodedError {
  /**
   * @param message for the user
   * @param retryAfterSeconds how long until the window ends
   */
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super('LIMIT_REACHED', message);
  }
}

const nothing = (): Promise<void> => Promise.resolve();
const nothingUsed = (): Promise<number> => Promise.resolve(0);

/** Refuses nothing: for `LIMITS=off`, and for tests that are not about limits. */
export const noLimit: Limit = {
  take: nothingUsed,
  check: nothing,
  count: nothingUsed,
  giveBack: nothing,
};
