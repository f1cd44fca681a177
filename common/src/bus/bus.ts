/** A message as the bus delivers it. */
export interface Delivery {
  readonly subject: string;
  /** The message's number in its channel; the same at every redelivery. */
  readonly sequence: number;
  /** How many times it was delivered before. */
  readonly redeliveries: number;
  readonly data: string;
  /** Acknowledges the message. Never throws: if the acknowledgement is lost, the bus redelivers the message. */
  ack(): void;
}

/** What a service subscribes to. */
export interface Subscription {
  readonly subject: string;
  /** The listening service. Its instances share the messages, and the bus stores which of them are acknowledged. */
  readonly group: string;
  onDelivery(delivery: Delivery): void;
}

/** What an instance watches. */
export interface Watch {
  readonly subject: string;
  onData(data: string): void;
  /** Called when the watch begins, after every connection. Messages that were published before it are missed. */
  onBegin?(): void;
}

/**
 * The port to the message bus. It delivers at least once, in any order, and redelivers a message until it is
 * acknowledged. All code that is specific to NATS Streaming is behind this port, so that another bus can replace it.
 */
export interface Bus {
  /**
   * Resolves when the bus has stored the message.
   *
   * @throws DependencyError if that is not certain; the message may then be stored or not
   */
  publish(subject: string, data: string): Promise<void>;
  /** Subscribes now and after every reconnection, until {@link Bus.close}. */
  subscribe(subscription: Subscription): void;
  /**
   * Passes on the data of each new message until {@link Bus.close}, at every instance that watches. Messages that are
   * published while this instance is not connected are missed, and nothing is redelivered.
   */
  watch(watch: Watch): void;
  readonly isConnected: boolean;
  /** Calls `callback` at every connection, including the first one and the one that is open now. */
  onConnected(callback: () => void): void;
  /** Disconnects. The durable subscriptions stay, so that the bus stores messages until the next connection. */
  close(): Promise<void>;
}
