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

  find(id: string): Promise<ParkedMessage | undefined> {
    return Promise.resolve(this.#messages.get(id));
  }

  discard(id: string): Promise<boolean> {
    return Promise.resolve(this.#messages.delete(id));
  }
}
