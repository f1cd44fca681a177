import {
  type Dependency,
  DependencyError,
  type Logger,
  withoutRequest,
  withTimeout,
} from '@ticketing-dev/common';
import { Redis, type RedisOptions, ReplyError } from 'ioredis';

const patienceMs = 2_000;
const longestRetryMs = 1_000;

/** Where Redis is. */
export interface RedisConfig {
  readonly host: string;
  readonly port: number;
}

/** What Redis says while it cannot serve; any other refusal is a fault of ours. */
const cannotServe = /^(LOADING|READONLY|OOM|MISCONF|MASTERDOWN|CLUSTERDOWN|BUSY|NOREPLICAS)\b/;

/** The connections to Redis: one for commands, and those that Bull listens on. They come back by themselves. */
export class RedisConnections implements Dependency {
  readonly client: Redis;
  readonly #listening: Redis[] = [];
  readonly #options: RedisOptions;
  readonly #logger: Logger;

  constructor(config: RedisConfig, logger: Logger) {
    this.#logger = logger;
    this.#options = {
      ...config,
      // Bull's commands must outlive an outage; those of ours are bounded by ask().
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(times * 100, longestRetryMs),
      connectTimeout: patienceMs,
      // Longer than Bull's blocking read (5 s): a silent connection is dead.
      socketTimeout: 15_000,
    };
    this.client = new Redis({ ...this.#options, lazyConnect: true });
    this.#watch();
  }

  /** A connection to listen on, which Bull allows no ready check. */
  listen(): Redis {
    const connection = new Redis({ ...this.#options, enableReadyCheck: false });
    this.#listening.push(connection);
    return connection;
  }

  /**
   * Does one operation. Redis being away is known at once or after two seconds, never waited for.
   *
   * @throws DependencyError where it is away; the operation may then be done or not
   */
  async ask<T>(operation: () => Promise<T>): Promise<T> {
    if (this.client.status !== 'ready') throw new DependencyError('Redis');
    try {
      return await withTimeout(operation(), patienceMs, () => new DependencyError('Redis'));
    } catch (error) {
      throw isAway(error) ? new DependencyError('Redis', { cause: error }) : error;
    }
  }

  async open(): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.client.once('ready', () => resolve());
    });
    // A first failure is no end: its retries go on.
    this.client.connect().catch(() => undefined);
    await ready;
  }

  close(): Promise<void> {
    for (const connection of [this.client, ...this.#listening]) connection.disconnect();
    return Promise.resolve();
  }

  /** Says once that Redis is away, not at each retry. */
  #watch(): void {
    let isKnownAway = false;
    this.client.on('error', (error) => {
      if (isKnownAway) return;
      isKnownAway = true;
      withoutRequest(() => this.#logger.warn({ err: error }, 'Redis is away, connecting again'));
    });
    this.client.on('ready', () => {
      isKnownAway = false;
      withoutRequest(() => this.#logger.info('connected to Redis'));
    });
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof ReplyError) return cannotServe.test((error as Error).message);
  return error instanceof Error && error.message === 'Connection is closed.';
}
