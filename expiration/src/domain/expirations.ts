import { type Bus, type Clock, type Id, type Logger, toWire } from '@ticketing-dev/common';

import { expirationComplete } from './expiration-events';
import type { ExpirationQueue } from './expiration-queue';

/** The dependencies of the rules of expiration. */
export interface ExpirationsDeps {
  readonly queue: ExpirationQueue;
  readonly bus: Pick<Bus, 'publish'>;
  readonly now: Clock;
  readonly logger: Logger;
}

export type Expirations = ReturnType<typeof createExpirations>;

/**
 * The use cases of expiration. Duplicate and late events, and events for an ended order, are harmless: orders decides
 * by its own clock and state.
 */
export function createExpirations({ queue, bus, now, logger }: ExpirationsDeps) {
  return {
    /** Starts the timer of an order, which ends at `expiresAt`. */
    watch: (orderId: Id, expiresAt: Date): Promise<void> =>
      queue.add(orderId, Math.max(0, expiresAt.getTime() - now().getTime())),

    /** Removes the timer of an order that has ended. */
    unwatch: (orderId: Id): Promise<void> => queue.remove(orderId),

    /** Publishes that an order's reservation is over. Resolves when the bus has acknowledged the event. */
    announce: async (orderId: Id): Promise<void> => {
      const event = expirationComplete(orderId, now());
      await bus.publish(event.subject, toWire(event));
      const { subject, eventId } = event;
      logger.info({ subject, eventId, orderId }, 'expiration complete');
    },
  };
}
