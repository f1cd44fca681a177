import { createConsumer, type Outcome } from '../bus/consumer';
import type { DurableListener } from '../bus/durable-listener';
import { systemClock } from '../base/clock';
import type { DomainEvent } from '../contracts';
import { silentLogger } from '../base/logger';
import { MemoryParkingLot } from './memory-parking-lot';

const logger = silentLogger();

/**
 * Delivers an event to a listener as the bus does.
 *
 * @param data the event's data as it is published
 * @param redeliveries how many times it was delivered before
 * @param parking the store that the message is parked in
 * @returns how the delivery ended
 */
export function deliver<E extends DomainEvent>(
  listener: DurableListener<E>,
  data: E['data'],
  { redeliveries = 0, parking = new MemoryParkingLot() } = {},
): Promise<Outcome> {
  const consumer = createConsumer([listener], {
    parking,
    now: systemClock,
    logger,
  });
  return consumer.receive({
    subject: listener.subject,
    sequence: 1,
    redeliveries,
    data: JSON.stringify(data),
    ack: () => undefined,
  });
}
