import type { Bus, Subscription, Watch } from '../bus/bus';
import { DependencyError } from '../errors/unavailable-error';

/** A message that the bus has stored. */
export interface StoredMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly data: string;
}

/** A message that a group has not acknowledged, with one of the group's subscriptions that may receive it. */
export interface Undelivered {
  readonly subscription: Subscription;
  readonly message: StoredMessage;
  /** How many times it was delivered before. */
  readonly redeliveries: number;
  /** Delivers the message to the subscription. */
  readonly deliver: () => void;
}

/** The messages of a subject that a group has not acknowledged. It stays when the group's last subscriber is gone. */
interface Progress {
  readonly subject: string;
  readonly unacknowledged: Map<number, { readonly message: StoredMessage; deliveries: number }>;
}

/** A {@link Bus} in memory. It stores what is published, and delivers only when a test calls for it. */
export class MemoryBus implements Bus {
  readonly messages: StoredMessage[] = [];
  readonly #subscriptions = new Map<Subscription, Progress>();
  readonly #connected: (() => void)[] = [];
  readonly #progress = new Map<string, Progress>();
  readonly #watches: Watch[] = [];
  #isConnected = true;

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Makes the bus unavailable, or available again. */
  setConnected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    if (!isConnected) return;
    for (const watch of this.#watches) watch.onBegin?.();
    for (const callback of this.#connected) callback();
  }

  publish(subject: string, data: string): Promise<void> {
    if (!this.#isConnected) return Promise.reject(new DependencyError('The bus'));
    const sequence = this.messages.filter((each) => each.subject === subject).length + 1;
    const message = { subject, sequence, data };
    this.messages.push(message);
    for (const progress of this.#progress.values()) {
      if (progress.subject === subject) {
        progress.unacknowledged.set(sequence, { message, deliveries: 0 });
      }
    }
    for (const watch of this.#watches) if (watch.subject === subject) watch.onData(data);
    return Promise.resolve();
  }

  subscribe(subscription: Subscription): void {
    const { group, subject } = subscription;
    const key = `${group} ${subject}`;
    let progress = this.#progress.get(key);
    if (!progress) {
      const stored = this.messages.filter((message) => message.subject === subject);
      const unacknowledged = new Map(
        stored.map((message) => [message.sequence, { message, deliveries: 0 }]),
      );
      progress = { subject, unacknowledged };
      this.#progress.set(key, progress);
    }
    this.#subscriptions.set(subscription, progress);
  }

  /** Removes a subscriber that died. The messages that its group has not acknowledged stay. */
  drop(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
  }

  /** Its messages are delivered immediately, because nothing depends on when a watch receives them. */
  watch(watch: Watch): void {
    this.#watches.push(watch);
    if (this.#isConnected) watch.onBegin?.();
  }

  onConnected(callback: () => void): void {
    this.#connected.push(callback);
    if (this.#isConnected) callback();
  }

  close(): Promise<void> {
    this.#watches.length = 0;
    this.#isConnected = false;
    return Promise.resolve();
  }

  /** Every message that a group has not acknowledged, once for each subscription of that group. */
  undelivered(): Undelivered[] {
    const found: Undelivered[] = [];
    for (const [subscription, { unacknowledged }] of this.#subscriptions) {
      for (const each of unacknowledged.values()) {
        const { message, deliveries } = each;
        const deliver = (): void => {
          each.deliveries += 1;
          subscription.onDelivery({
            ...message,
            redeliveries: deliveries,
            ack: () => void unacknowledged.delete(message.sequence),
          });
        };
        found.push({ subscription, message, redeliveries: deliveries, deliver });
      }
    }
    return found;
  }

  /** Delivers every message that a group has not acknowledged to that group. */
  deliverAll(): void {
    for (const each of this.undelivered()) each.deliver();
  }
}
