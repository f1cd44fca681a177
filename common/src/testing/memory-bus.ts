import type { Bus, Subscription } from '../bus/bus';
import { DependencyError } from '../errors/app-error';

/** A message that the bus has stored. */
export interface StoredMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly data: string;
}

/** A {@link Bus} in memory. It keeps what is published; subscribers get it when a test says so. */
export class MemoryBus implements Bus {
  readonly messages: StoredMessage[] = [];
  readonly #subscriptions: Subscription[] = [];
  readonly #connected: (() => void)[] = [];
  readonly #acked = new Set<string>();
  readonly #deliveries = new Map<string, number>();
  #isConnected = true;

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Takes the bus away, or brings it back. */
  setConnected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    if (isConnected) for (const callback of this.#connected) callback();
  }

  publish(subject: string, data: string): Promise<void> {
    if (!this.#isConnected) return Promise.reject(new DependencyError('The bus'));
    const sequence = this.messages.filter((each) => each.subject === subject).length + 1;
    this.messages.push({ subject, sequence, data });
    return Promise.resolve();
  }

  subscribe(subscription: Subscription): void {
    this.#subscriptions.push(subscription);
  }

  onConnected(callback: () => void): void {
    this.#connected.push(callback);
    if (this.#isConnected) callback();
  }

  close(): Promise<void> {
    this.#isConnected = false;
    return Promise.resolve();
  }

  /** Hands every message that a group has not acknowledged yet to that group. */
  deliverAll(): void {
    for (const subscription of this.#subscriptions) {
      for (const message of this.messages) {
        if (message.subject === subscription.subject) this.#deliver(subscription, message);
      }
    }
  }

  #deliver(subscription: Subscription, message: StoredMessage): void {
    const key = `${subscription.group} ${message.subject} ${message.sequence}`;
    if (this.#acked.has(key)) return;
    const redeliveries = this.#deliveries.get(key) ?? 0;
    this.#deliveries.set(key, redeliveries + 1);
    subscription.onDelivery({ ...message, redeliveries, ack: () => void this.#acked.add(key) });
  }
}
