import type { Id } from '@ticketing-dev/common';
import type { ExpirationQueue } from '@ticketing-dev/expiration/domain/expiration-queue';

import type { SimProcess } from './process';

/** The worker's jobs, in a Redis that survives the worker and may be wiped. */
export class FakeRedis {
  readonly jobs = new Map<Id, number>();
  readonly active = new Map<Id, SimProcess>();

  queue(process: SimProcess): ExpirationQueue {
    return {
      add: async (orderId, delayMs) => {
        await process.step(`add job ${orderId}`, 'Redis');
        if (!this.jobs.has(orderId)) this.jobs.set(orderId, process.now().getTime() + delayMs);
        await process.step(`add job ${orderId}: answer`, 'Redis');
      },
      remove: async (orderId) => {
        await process.step(`remove job ${orderId}`, 'Redis');
        if (!this.active.has(orderId)) this.jobs.delete(orderId);
        await process.step(`remove job ${orderId}: answer`, 'Redis');
      },
    };
  }

  /** The orders whose time has come by this process' clock, and that no live worker is telling. */
  due(process: SimProcess): Id[] {
    const now = process.now().getTime();
    return [...this.jobs]
      .filter(([orderId, at]) => at <= now && !this.active.get(orderId)?.isAlive)
      .map(([orderId]) => orderId);
  }

  /** A job is done when its work is; a worker that dies leaves it to the next. */
  async work(
    process: SimProcess,
    orderId: Id,
    announce: (orderId: Id) => Promise<void>,
  ): Promise<void> {
    this.active.set(orderId, process);
    try {
      await announce(orderId);
      await process.step(`finish job ${orderId}`, 'Redis');
      this.jobs.delete(orderId);
    } catch {
      // It comes again.
    } finally {
      this.active.delete(orderId);
    }
  }
}
