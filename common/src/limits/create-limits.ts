import { createHash } from 'node:crypto';

import { Counter } from 'prom-client';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { logSecurity } from '../http/security-log';
import type { Logger } from '../base/logger';
import { createLoop, type Loop } from '../base/loop';
import { type Limit, LimitReachedError, type LimitRule, noLimit } from './limit';
import type { LimitRows } from './limit-rows';
import { RefusedKeys } from './refused-keys';
import { StoreLimiter } from './store-limiter';

const sweepIntervalMs = 60_000;
/** With a longer delay, a timer of Node.js fires immediately. */
const longestTimerSeconds = 2_000_000;

/** What limits need. */
export interface LimitsDeps {
  readonly rows: LimitRows;
  readonly logger: Logger;
  /** `LIMITS=off`: no limit refuses a request. */
  readonly areOff: boolean;
}

type RefusalRule = Pick<LimitRule, 'name' | 'message'>;

/** Makes a service's limits, and has the metric and the loop that they need. */
export interface Limits {
  /** A limit that all instances count together in the database, or in memory while the database is unavailable. */
  shared(rule: LimitRule): Limit;
  /** A limit that each instance counts in memory, for requests that must not cause a database command. */
  own(rule: LimitRule): Limit;
  /**
   * For a limit that the service counts by other data that it stores. Makes the error of a refusal, and counts and logs
   * it like all others.
   */
  elsewhere(rule: RefusalRule): (key: string, msLeft: number) => LimitReachedError;
  /** The metric that counts the refusals of each limit. */
  readonly reached: Counter<'limit'>;
  /** Deletes counts whose window has ended, because not every database has TTL indexes. */
  readonly sweep: Loop;
}

/** Limits by rate-limiter-flexible. */
export function createLimits({ rows, logger, areOff }: LimitsDeps): Limits {
  const reached = new Counter({
    name: 'limits_reached_total',
    help: 'Requests that were refused because a limit was reached',
    labelNames: ['limit'],
    registers: [],
  });

  const refusals = ({ name, message }: RefusalRule) => {
    const refusedKeys = new RefusedKeys();
    const refuse = (key: string, msLeft: number): LimitReachedError => {
      const retryAfterSeconds = Math.max(1, Math.ceil(msLeft / 1000));
      reached.inc({ limit: name });
      // One line for each key and window, so that a client that is refused a thousand times does not fill the log.
      if (refusedKeys.add(key, msLeft)) {
        // Without the user. The request's id, which every line has, leads to the user.
        logSecurity(logger, 'limit reached', undefined, { limit: name, retryAfterSeconds });
      }
      return new LimitReachedError(message, retryAfterSeconds);
    };
    return { refuse, refusedKeys };
  };

  /**
   * Every limit counts in memory too. While the database is unavailable, only that count is used, and it does not start
   * from zero.
   */
  const limitOf = (rule: LimitRule, shared?: StoreLimiter): Limit => {
    const { refuse, refusedKeys } = refusals(rule);
    const own = new RateLimiterMemory({
      points: rule.most,
      duration: Math.min(rule.windowSeconds, longestTimerSeconds),
      keyPrefix: '',
    });
    const checkKnown = (key: string): void => {
      const msLeft = refusedKeys.msLeft(key);
      if (msLeft > 0) throw refuse(key, msLeft);
    };
    const consume = async (limiter: RateLimiterAbstract, key: string): Promise<RateLimiterRes> => {
      try {
        return await limiter.consume(key);
      } catch (reason) {
        if (reason instanceof RateLimiterRes) throw refuse(key, reason.msBeforeNext);
        throw reason;
      }
    };
    const ifAvailable = async <T>(
      operation: (counts: StoreLimiter) => Promise<T>,
    ): Promise<T | undefined> => {
      try {
        return shared && (await operation(shared));
      } catch (error) {
        if (error instanceof LimitReachedError) throw error;
        logger.warn({ err: error, limit: rule.name }, 'a limit is counted in memory only');
        return undefined;
      }
    };
    const share = ({ consumedPoints }: RateLimiterRes): number => consumedPoints / rule.most;

    return {
      async take(plainKey) {
        const key = keyOf(rule, plainKey);
        checkKnown(key);
        const ownCount = await consume(own, key);
        return share((await ifAvailable((counts) => consume(counts, key))) ?? ownCount);
      },
      async check(plainKey) {
        const key = keyOf(rule, plainKey);
        checkKnown(key);
        const used = (await ifAvailable((counts) => counts.get(key))) ?? (await own.get(key));
        if (used && used.consumedPoints >= rule.most) throw refuse(key, used.msBeforeNext);
      },
      async count(plainKey) {
        const key = keyOf(rule, plainKey);
        const ownCount = await own.penalty(key);
        return share((await ifAvailable((counts) => counts.penalty(key))) ?? ownCount);
      },
      async giveBack(plainKey) {
        const key = keyOf(rule, plainKey);
        refusedKeys.forget(key);
        await own.reward(key);
        await ifAvailable((counts) => counts.reward(key));
      },
    };
  };

  return {
    shared: (rule) =>
      areOff
        ? noLimit
        : limitOf(
            rule,
            new StoreLimiter(rows, {
              points: rule.most,
              duration: rule.windowSeconds,
              keyPrefix: '',
            }),
          ),
    own: (rule) => (areOff ? noLimit : limitOf(rule)),
    elsewhere: (rule) => refusals(rule).refuse,
    reached,
    sweep: createLoop('limits that are over', sweepIntervalMs, () => rows.sweep(), logger),
  };
}

/** A hash, because limits must not store e-mail addresses or users' ids in clear text. */
const keyOf = ({ name }: LimitRule, key: string): string =>
  createHash('sha256').update(`${name}\0${key}`).digest('base64url');
