import type { Stan } from 'node-nats-streaming';

import type { CourseEvent } from './listener';

/**
 * The course's publisher. Our services do not use it, because an event is lost if the process ends between the write and
 * the publish. They store each event with its change; see docs/adr/0004.
 *
 * @template T the event, such as {@link TicketCreatedEvent}
 */
export abstract class Publisher<T extends CourseEvent> {
  abstract readonly subject: T['subject'];

  /** @param client a connected client of NATS Streaming */
  constructor(protected client: Stan) {}

  /**
   * Publishes an event.
   *
   * @returns when NATS Streaming has stored it; rejected when that is not certain
   */
  publish(data: T['data']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.client.publish(this.subject, JSON.stringify(data), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}
