import { type Bus, type Clock, type Id, toWire } from '@ticketing-dev/common';

import { expirationComplete } from './expiration-events';
import type { ExpirationQueue } from './expiration-queue';

/** What the rules of expiration stand on. */
export interface ExpirationsDeps {
  readonly queue: ExpirationQueue;
  readonly bus: Pick<Bus, 'publish'>;
  readonly now: Clock;
}

export type Expirations = ReturnType<typeof createExpirations>;

/**
 * The use cases of expiration. Whatever is told twice, late or for an order that has ended is harmless: orders decides
 * by its own clock and its own state.
 */
export function createExpirations({ queue, bus, now }: ExpirationsDeps) {
  return {
    /** An order holds its ticket until `expiresAt`. */
    watch: (orderId: Id, expiresAt: Date): Promise<void> =>
      queue.add(orderId, Math.max(0, expiresAt.getTime() - now().getTime())),

    /** An order has ended: its hold needs no end any more. */
    unwatch: (orderId: Id): Promise<void> => queue.remove(orderId),

    /** An order's hold is over; resolves when the bus has it. */
    announce: async (orderId: Id): Promise<void> => {
      const event = expirationComplete(orderId, now());
      await bus.publish(event.subject, toWire(event));
    },
  };
}
