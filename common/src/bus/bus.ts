/** A message as the bus hands it over. */
export interface Delivery {
  readonly subject: string;
  /** Its place in its channel; the same at every redelivery. */
  readonly sequence: number;
  /** How many times it was delivered before. */
  readonly redeliveries: number;
  readonly data: string;
  /** Tells the bus that the message is done with. Never throws: a lost acknowledgement is a redelivery. */
  ack(): void;
}

/** What a service wants to hear. */
export interface Subscription {
  readonly subject: string;
  /** The listening service: its instances share the messages, and the bus remembers how far they are. */
  readonly group: string;
  onDelivery(delivery: Delivery): void;
}

/**
 * The port to the message bus: at least once, in no promised order, kept until acknowledged.
 * All that is peculiar to NATS Streaming is behind it, so that another bus can take its place.
 */
export interface Bus {
  /**
   * Resolves when the bus has stored the message.
   *
   * @throws DependencyError where that is not certain; the message may then be stored or not
   */
  publish(subject: string, data: string): Promise<void>;
  /** Listens now and after every reconnection, until {@link Bus.close}. */
  subscribe(subscription: Subscription): void;
  readonly isConnected: boolean;
  /** Calls back at every connection, the first one included. */
  onConnected(callback: () => void): void;
  /** Stops listening without being forgotten, and disconnects. */
  close(): Promise<void>;
}
