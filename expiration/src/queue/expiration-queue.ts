import { setTimeout as delay } from 'node:timers/promises';

import { type Id, type Logger, toId, withoutRequest } from '@ticketing-dev/common';
import Queue from 'bull';

import type { ExpirationQueue } from '../domain/expiration-queue';
import type { RedisConnections } from './redis';

const name = 'order:expiration';
const jobsAtOnce = 16;
const retryMs = 2_000;
/** A job that waits for the bus never gives up. */
const unlimited = 1_000_000_000;
/** Longer than a publish may take, and short of what runService waits for a shutdown. */
const closingMs = 12_000;

interface ExpirationJob {
  /** Lost where Redis was wiped after the worker had taken the job's id. */
  readonly orderId?: string;
}

/** Turns jobs whose time has come over to their handler. */
export interface ExpirationWorker {
  start(): void;
  /** Takes no more jobs; resolves when those under way are done. */
  stop(): Promise<void>;
}

/** The queue on Bull, one delayed job an order. A job may be handled twice: its worker may die before it says so. */
export class BullExpirationQueue implements ExpirationQueue {
  readonly #redis: RedisConnections;
  readonly #logger: Logger;
  readonly #queue: Queue.Queue<ExpirationJob>;

  constructor(redis: RedisConnections, logger: Logger) {
    this.#redis = redis;
    this.#logger = logger;
    this.#queue = new Queue<ExpirationJob>(name, {
      createClient: (type) => (type === 'client' ? redis.client : redis.listen()),
      defaultJobOptions: {
        attempts: unlimited,
        backoff: retryMs,
        // What is done is forgotten: a redelivered order:created then tells a hold's end twice, which harms nobody.
        removeOnComplete: true,
        removeOnFail: true,
        stackTraceLimit: 1,
      },
      settings: {
        // A job whose worker died is taken up again after at most the sum of these, however often that happens.
        lockDuration: 15_000,
        stalledInterval: 5_000,
        maxStalledCount: unlimited,
        // Looks for due jobs and comes back after an error within a second; Bull's own figure is five.
        guardInterval: 1_000,
        retryProcessDelay: 1_000,
      },
    });
    // Bull gives its connection a name and waits for no answer: a shutdown before that would be an unhandled rejection.
    Object.assign(this.#queue, { setWorkerName: () => Promise.resolve() });
    this.#queue.on('error', (error) => logger.debug({ err: error }, 'Bull'));
    this.#queue.on('failed', ({ id, attemptsMade }, error) => {
      // Once a job: the bus being away says itself that it still is.
      if (attemptsMade > 1) return;
      withoutRequest(() => logger.warn({ err: error, job: id }, 'an expiration comes later'));
    });
  }

  async add(orderId: Id, delayMs: number): Promise<void> {
    await this.#redis.ask(() => this.#queue.add({ orderId }, { jobId: orderId, delay: delayMs }));
  }

  async remove(orderId: Id): Promise<void> {
    await this.#redis.ask(async () => {
      const job = await this.#queue.getJob(orderId);
      try {
        await job?.remove();
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
    });
  }

  /** @param handle tells that an order's hold is over; a job is done when it resolves, and comes again where it rejects */
  worker(handle: (orderId: Id) => Promise<void>): ExpirationWorker {
    return {
      start: () => {
        this.#queue
          .process(jobsAtOnce, async ({ id, data }) => {
            const orderId = toId(data.orderId ?? String(id));
            // A connection that a message's write has found broken comes back in that message's name.
            if (orderId !== undefined) await withoutRequest(() => handle(orderId));
            else this.#logger.error({ job: id, data }, 'a job is of no order');
          })
          .catch((error: unknown) => this.#logger.error({ err: error }, 'the worker ended'));
      },
      stop: async () => {
        // While Redis is away closing would wait for it.
        await Promise.race([this.#queue.close(), delay(closingMs, undefined, { ref: false })]);
      },
    };
  }
}

/** Bull refuses to remove a job that is being handled. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Could not remove job');
