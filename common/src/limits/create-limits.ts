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
/** A timer of Node's that is told more fires at once. */
const longestTimerSeconds = 2_000_000;

/** What limits stand on. */
export interface LimitsDeps {
  readonly rows: LimitRows;
  readonly logger: Logger;
  /** `LIMITS=off`: none of them refuses anybody. */
  readonly areOff: boolean;
}

type RefusalRule = Pick<LimitRule, 'name' | 'message'>;

/** A service's limits, and what they need of it. */
export interface Limits {
  /** Counted in the database, by all instances together; in memory while the database is away. */
  shared(rule: LimitRule): Limit;
  /** Counted in the memory of this instance, for what must cost no command of the database. */
  own(rule: LimitRule): Limit;
  /** Counted by what the service stores anyway: makes the refusals, which are counted and logged like all others. */
  elsewhere(rule: RefusalRule): (key: string, msLeft: number) => LimitReachedError;
  /** Tells Prometheus how often each was reached. */
  readonly reached: Counter<'limit'>;
  /** Forgets what is over: not every database has TTL indexes. */
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
      // Once for a key and its window: whoever is refused a thousand times must not fill the log.
      if (refusedKeys.add(key, msLeft)) {
        // Not whose: the request's id, which every line has, leads there.
        logSecurity(logger, 'limit reached', undefined, { limit: name, retryAfterSeconds });
      }
      return new LimitReachedError(message, retryAfterSeconds);
    };
    return { refuse, refusedKeys };
  };

  /**
   * Every count is kept in memory, too: it is what is left while the database is away, and it never begins again from
   * nothing then.
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
    const unlessAway = async <T>(
      ask: (all: StoreLimiter) => Promise<T>,
    ): Promise<T | undefined> => {
      try {
        return shared && (await ask(shared));
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
        const mine = await consume(own, key);
        return share((await unlessAway((all) => consume(all, key))) ?? mine);
      },
      async check(plainKey) {
        const key = keyOf(rule, plainKey);
        checkKnown(key);
        const used = (await unlessAway((all) => all.get(key))) ?? (await own.get(key));
        if (used && used.consumedPoints >= rule.most) throw refuse(key, used.msBeforeNext);
      },
      async count(plainKey) {
        const key = keyOf(rule, plainKey);
        const mine = await own.penalty(key);
        return share((await unlessAway((all) => all.penalty(key))) ?? mine);
      },
      async giveBack(plainKey) {
        const key = keyOf(rule, plainKey);
        refusedKeys.forget(key);
        await own.reward(key);
        await unlessAway((all) => all.reward(key));
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

/** E-mail addresses and users' ids are not kept in clear for this. */
const keyOf = ({ name }: LimitRule, key: string): string =>
  createHash('sha256').update(`${name}\0${key}`).digest('base64url');
