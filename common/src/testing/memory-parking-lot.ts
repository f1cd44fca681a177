import type { ParkedMessage, ParkingLot } from '../bus/parking';

/** A {@link ParkingLot} in memory. */
export class MemoryParkingLot implements ParkingLot {
  readonly #messages = new Map<string, ParkedMessage>();

  park(message: ParkedMessage): Promise<void> {
    if (!this.#messages.has(message.id)) this.#messages.set(message.id, message);
    return Promise.resolve();
  }

  list(): Promise<readonly ParkedMessage[]> {
    return Promise.resolve([...this.#messages.values()]);
  }

  count(): Promise<number> {
    return Promise.resolve(this.#messages.size);
  }

  find(id: string): Promise<ParkedMessage | undefined> {
    return Promise.resolve(this.#messages.get(id));
  }

  explain(id: string, reason: string): Promise<void> {
    const message = this.#messages.get(id);
    if (message) this.#messages.set(id, { ...message, reason });
    return Promise.resolve();
  }

  discard(id: string): Promise<boolean> {
    return Promise.resolve(this.#messages.delete(id));
  }
}
