import type { ExpirationQueue } from '../../src/domain/expiration-queue';

/** An {@link ExpirationQueue} in memory: order ids and their delays. */
export class RecordingQueue implements ExpirationQueue {
  readonly delays = new Map<string, number>();

  add(orderId: string, delayMs: number): Promise<void> {
    if (!this.delays.has(orderId)) this.delays.set(orderId, delayMs);
    return Promise.resolve();
  }

  remove(orderId: string): Promise<void> {
    this.delays.delete(orderId);
    return Promise.resolve();
  }
}
