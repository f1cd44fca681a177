import {
  type Dependency,
  DependencyError,
  gauge,
  type Logger,
  withoutRequest,
  withTimeout,
} from '@ticketing-dev/common';
import { Redis, type RedisOptions, ReplyError } from 'ioredis';

const timeoutMs = 2_000;
const longestRetryMs = 1_000;

/** The address of Redis. */
export interface RedisConfig {
  readonly host: string;
  readonly port: number;
}

/** Redis' error codes while it is unavailable. Any other error reply is a bug of ours. */
const cannotServe = /^(LOADING|READONLY|OOM|MISCONF|MASTERDOWN|CLUSTERDOWN|BUSY|NOREPLICAS)\b/;

/** The connections to Redis: one for commands, and those that Bull blocks on. They reconnect automatically. */
export class RedisConnections implements Dependency {
  readonly client: Redis;
  readonly metrics = [
    gauge({ name: 'database_connected', help: '1 if Redis is connected, otherwise 0' }, () =>
      this.client.status === 'ready' ? 1 : 0,
    ),
  ];
  readonly #listening: Redis[] = [];
  readonly #options: RedisOptions;
  readonly #logger: Logger;

  constructor(config: RedisConfig, logger: Logger) {
    this.#logger = logger;
    this.#options = {
      ...config,
      // Bull's commands must survive an outage. Our own commands have the time-out of run().
      maxRetriesPerRequest: null,
      retryStrategy: (times) => Math.min(times * 100, longestRetryMs),
      connectTimeout: timeoutMs,
      // Longer than Bull's blocking read (5 s), so only a dead connection reaches it.
      socketTimeout: 15_000,
    };
    this.client = new Redis({ ...this.#options, lazyConnect: true });
    this.#watch();
  }

  /** Opens a connection for Bull's blocking reads. Bull requires it without the ready check. */
  listen(): Redis {
    const connection = new Redis({ ...this.#options, enableReadyCheck: false });
    this.#listening.push(connection);
    return connection;
  }

  /**
   * Runs one operation. If Redis is unavailable, it fails immediately or after two seconds.
   *
   * @throws DependencyError if Redis is unavailable; the operation may have taken effect or not
   */
  async run<T>(operation: () => Promise<T>): Promise<T> {
    if (this.client.status !== 'ready') throw new DependencyError('Redis');
    try {
      return await withTimeout(operation(), timeoutMs, () => new DependencyError('Redis'));
    } catch (error) {
      throw isUnavailable(error) ? new DependencyError('Redis', { cause: error }) : error;
    }
  }

  async open(): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.client.once('ready', () => resolve());
    });
    // The first connection may fail. The client then retries.
    this.client.connect().catch(() => undefined);
    await ready;
  }

  close(): Promise<void> {
    for (const connection of [this.client, ...this.#listening]) connection.disconnect();
    return Promise.resolve();
  }

  /** Logs once that Redis is unavailable, not at each retry. */
  #watch(): void {
    let isKnownUnavailable = false;
    this.client.on('error', (error) => {
      if (isKnownUnavailable) return;
      isKnownUnavailable = true;
      withoutRequest(() => this.#logger.warn({ err: error }, 'Redis is unavailable, reconnecting'));
    });
    this.client.on('ready', () => {
      isKnownUnavailable = false;
      withoutRequest(() => this.#logger.info('connected to Redis'));
    });
  }
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof ReplyError) return cannotServe.test((error as Error).message);
  return error instanceof Error && error.message === 'Connection is closed.';
}
