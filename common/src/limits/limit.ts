import { CodedError } from '../errors/coded-error';

/** How often something may be done within a time. */
export interface LimitRule {
  /** As the metric and the log call it, such as `sign-ins per account`. */
  readonly name: string;
  /** How often within the window, which begins with the first time. */
  readonly most: number;
  readonly windowSeconds: number;
  /** What somebody is told who has reached it. */
  readonly message: string;
}

/** Counts by key, such as a user's id. A key is stored as a hash only. */
export interface Limit {
  /**
   * Counts once.
   *
   * @returns how much of the limit is used up, this time included: from 0 to 1
   * @throws LimitReachedError where it was often enough before
   */
  take(key: string): Promise<number>;
  /**
   * Counts nothing.
   *
   * @throws LimitReachedError where it was often enough
   */
  check(key: string): Promise<void>;
  /**
   * Counts what has happened already, and refuses nothing.
   *
   * @returns how much of the limit is used up: 1 or more where {@link check} refuses from now on
   */
  count(key: string): Promise<number>;
  /** Takes back a {@link take} that turned out not to count. */
  giveBack(key: string): Promise<void>;
}

/** Somebody has done something too often, and may do it again later. */
export class LimitReachedError extends CodedError {
  /** @param retryAfterSeconds when the window ends */
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super('LIMIT_REACHED', message);
  }
}

const nothing = (): Promise<void> => Promise.resolve();
const nothingUsed = (): Promise<number> => Promise.resolve(0);

/** Refuses nobody: for `LIMITS=off`, and for tests of what is not about limits. */
export const noLimit: Limit = {
  take: nothingUsed,
  check: nothing,
  count: nothingUsed,
  giveBack: nothing,
};
