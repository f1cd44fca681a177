import { createConsumer, type Outcome } from '../bus/consumer';
import type { Listener } from '../bus/listener';
import { systemClock } from '../clock';
import type { Plain, Subject, WireOf } from '../contracts';
import { silentLogger } from '../service/logger';
import { MemoryParkingLot } from './memory-parking-lot';

const logger = silentLogger();

/**
 * Brings an event to a listener as the bus would, and says how that ended.
 *
 * @param redeliveries how many times it came before
 */
export function deliver<S extends Subject>(
  listener: Listener<S>,
  data: Plain<WireOf<S>>,
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
