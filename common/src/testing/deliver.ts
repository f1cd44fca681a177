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
 * @param times how many times it is delivered, to one instance
 * @param parking the store that the message is parked in
 * @returns how the last delivery ended
 */
export async function deliver<E extends DomainEvent>(
  listener: DurableListener<E>,
  data: E['data'],
  { times = 1, parking = new MemoryParkingLot() } = {},
): Promise<Outcome> {
  const consumer = createConsumer([listener], {
    parking,
    now: systemClock,
    logger,
  });
  const receive = (redeliveries: number): Promise<Outcome> =>
    consumer.receive({
      subject: listener.subject,
      sequence: 1,
      redeliveries,
      data: JSON.stringify(data),
      ack: () => undefined,
    });
  for (let earlier = 0; earlier < times - 1; earlier += 1) await receive(earlier);
  return receive(times - 1);
}
