import { setTimeout as delay } from 'node:timers/promises';

import {
  currentTraceparent,
  type Id,
  inSpan,
  type Logger,
  toId,
  withoutRequest,
  withTrace,
} from '@ticketing-dev/common';
import Queue from 'bull';

import type {
  ExpirationQueue,
  ExpirationTimers,
  Timer,
  TimerCounts,
} from '../domain/expiration-queue';
import type { RedisConnections } from './redis';

const name = 'order:expiration';
const concurrentJobs = 16;
const retryMs = 2_000;
/** A job retries until the bus accepts its event. */
const unlimited = 1_000_000_000;
/** Longer than a publish can take, and shorter than the shutdown time-out of runService. */
const closeTimeoutMs = 12_000;

interface ExpirationJob {
  /** Absent if Redis was wiped after the worker had taken the job's id. */
  readonly orderId?: string;
  /** The span that added the job, if the worker traces. */
  readonly traceparent?: string;
}

/** Passes due jobs to their handler. */
export interface ExpirationWorker {
  start(): void;
  /** Takes no more jobs. Resolves when the running jobs are done, or after 12 s. */
  stop(): Promise<void>;
}

/**
 * Implements the port on Bull, with one delayed job for each order. A job may be handled twice, because a worker may
 * die before it marks the job as done.
 */
export class BullExpirationQueue implements ExpirationQueue, ExpirationTimers {
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
        // Completed jobs are removed. A redelivered order:created then publishes a duplicate, which orders ignores.
        removeOnComplete: true,
        removeOnFail: true,
        stackTraceLimit: 1,
      },
      settings: {
        // If its worker died, a job restarts after at most the sum of these two, any number of times.
        lockDuration: 15_000,
        stalledInterval: 5_000,
        maxStalledCount: unlimited,
        // Checks for due jobs, and restarts after an error, within a second. Bull's default is 5 s.
        guardInterval: 1_000,
        retryProcessDelay: 1_000,
      },
    });
    // Bull names its connection without awaiting the reply. A shutdown before it would be an unhandled rejection.
    Object.assign(this.#queue, { setWorkerName: () => Promise.resolve() });
    this.#queue.on('error', (error) => logger.debug({ err: error }, 'Bull'));
    this.#queue.on('failed', ({ id, attemptsMade }, error) => {
      // Logged once for each job. The bus logs its own outage.
      if (attemptsMade > 1) return;
      withoutRequest(() =>
        logger.warn({ err: error, job: id }, 'could not publish an expiration, retrying'),
      );
    });
  }

  async add(orderId: Id, delayMs: number): Promise<void> {
    await inSpan('add timer', {}, () => {
      const traceparent = currentTraceparent();
      const job = { orderId, ...(traceparent !== undefined && { traceparent }) };
      return this.#redis.run(() => this.#queue.add(job, { jobId: orderId, delay: delayMs }));
    });
  }

  async remove(orderId: Id): Promise<void> {
    const removeJob = async (): Promise<void> => {
      const job = await this.#queue.getJob(orderId);
      try {
        await job?.remove();
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
    };
    await inSpan('remove timer', {}, () => this.#redis.run(removeJob));
  }

  find(orderId: Id): Promise<Timer | undefined> {
    return this.#redis.run(async () => {
      const job = await this.#queue.getJob(orderId);
      if (!job) return undefined;
      return {
        addedAt: new Date(job.timestamp),
        dueAt: new Date(job.timestamp + (job.opts.delay ?? 0)),
        state: await job.getState(),
        failure: job.failedReason,
      };
    });
  }

  count(): Promise<TimerCounts> {
    return this.#redis.run(async () => {
      const { waiting, delayed, active, failed } = await this.#queue.getJobCounts();
      return { waiting, delayed, active, failed };
    });
  }

  /** How many jobs wait for their time, are due, run, or have failed and are retried. */
  async counts(): Promise<Readonly<Record<string, number>>> {
    const { delayed, waiting, active, failed } = await this.#redis.run(() =>
      this.#queue.getJobCounts(),
    );
    return { delayed, waiting, active, failed };
  }

  /** @param handle publishes that a reservation is over; a job is done when it resolves, and retried when it rejects */
  worker(handle: (orderId: Id) => Promise<void>): ExpirationWorker {
    return {
      start: () => {
        this.#queue
          .process(concurrentJobs, async ({ id, data }) => {
            const orderId = toId(data.orderId ?? String(id));
            // Reconnecting may run in the context of a message. Its request id does not belong to this job.
            if (orderId !== undefined) {
              const run = () => inSpan('run timer', {}, () => handle(orderId));
              await withoutRequest(() => withTrace(data.traceparent, run));
            } else this.#logger.error({ job: id, data }, 'a job has no valid order id');
          })
          .catch((error: unknown) =>
            this.#logger.error({ err: error }, 'the expiration worker stopped'),
          );
      },
      stop: async () => {
        // While Redis is unavailable, close() would wait for it.
        await Promise.race([this.#queue.close(), delay(closeTimeoutMs, undefined, { ref: false })]);
      },
    };
  }
}

/** True if Bull refused to remove a job because it is running. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Could not remove job');
