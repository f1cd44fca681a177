import type { DomainEvent, ReceivedData } from '../contracts';

/**
 * Handles the events of one subject. Unlike the course's {@link Listener} it has no `msg.ack()`: the message is
 * acknowledged when {@link DurableListener.handle} returns, and delivered again when it throws.
 *
 * @template T the event
 */
export abstract class DurableListener<T extends DomainEvent = DomainEvent> {
  abstract readonly subject: T['subject'];

  /**
   * Handles one event. An event may be delivered twice, late, or before an earlier one of the same aggregate. A message
   * that fails five times at one instance is parked for an operator; one that fails because a dependency is unavailable
   * is retried until it succeeds.
   *
   * @param data the event's data, checked, with its ids in lower case
   */
  abstract handle(data: ReceivedData<T>): Promise<void>;
}
