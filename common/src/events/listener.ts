import type { Message, Stan, SubscriptionOptions } from 'node-nats-streaming';

import { createLogger } from '../base/logger';

/** What a listener or a publisher of the course handles: any subject and any data. */
export interface CourseEvent {
  readonly subject: string;
  readonly data: unknown;
}

/**
 * The course's listener: its author acknowledges each message with `msg.ack()`. Our services use
 * {@link DurableListener} instead.
 *
 * @template T the event, such as {@link OrderCreatedEvent}
 */
export abstract class Listener<T extends CourseEvent> {
  abstract readonly subject: T['subject'];

  /** The listening service, such as `payments-service`. Its instances share the messages. */
  abstract readonly queueGroupName: string;

  /** How long a message may take to be acknowledged before it is delivered again, in milliseconds. */
  protected ackWait = 5_000;

  /** @param client a connected client of NATS Streaming */
  constructor(protected client: Stan) {}

  /**
   * Handles one message. A message that is not acknowledged is delivered again after {@link Listener.ackWait}.
   *
   * @param data what was published, parsed from JSON and not checked
   * @param msg the message; call `msg.ack()` when it has been handled
   */
  abstract onMessage(data: T['data'], msg: Message): void | Promise<void>;

  /** All messages since the first one, manual acknowledgement, and a durable subscription named after the group. */
  subscriptionOptions(): SubscriptionOptions {
    return this.client
      .subscriptionOptions()
      .setDeliverAllAvailable()
      .setManualAckMode(true)
      .setAckWait(this.ackWait)
      .setDurableName(this.queueGroupName);
  }

  /** Subscribes. */
  listen(): void {
    const { subject, queueGroupName } = this;
    const logger = createLogger(queueGroupName, 'error');
    const subscription = this.client.subscribe(subject, queueGroupName, this.subscriptionOptions());
    subscription.on('message', (msg: Message) => {
      this.#deliver(msg).catch((error: unknown) => {
        logger.error({ err: error, subject }, 'a message failed');
      });
    });
  }

  /**
   * Parses a message.
   *
   * @throws SyntaxError when it is not JSON
   */
  parseMessage(msg: Message): T['data'] {
    return JSON.parse(String(msg.getData())) as T['data'];
  }

  async #deliver(msg: Message): Promise<void> {
    await this.onMessage(this.parseMessage(msg), msg);
  }
}
