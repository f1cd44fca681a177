interface Waiting {
  readonly address: string;
  admit(): void;
  giveWay(): void;
}

/** Those who wait, by address: each address is served in turn, its first one first. */
export class WaitingLine {
  readonly #byAddress = new Map<string, Waiting[]>();
  readonly #busy: () => Error;
  #length = 0;

  /** @param busy what somebody is told for whom there is no room */
  constructor(busy: () => Error) {
    this.#busy = busy;
  }

  get length(): number {
    return this.#length;
  }

  /** @throws what {@link wait} would */
  check(address: string, mostWaiting: number): void {
    if (this.#length < mostWaiting) return;
    const mine = this.#byAddress.get(address)?.length ?? 0;
    if (mine + 1 >= this.#longest().length) throw this.#busy();
  }

  /**
   * Resolves when it is this one's turn. Rejects when he goes, or where there is no room: then the address that has most
   * waiting gives way to another one.
   */
  async wait(address: string, signal: AbortSignal, mostWaiting: number): Promise<void> {
    this.check(address, mostWaiting);
    if (this.#length >= mostWaiting) this.#longest().at(-1)?.giveWay();
    await new Promise<void>((resolve, reject) => {
      const go = (): void => {
        this.#remove(waiting);
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        address,
        admit: () => {
          signal.removeEventListener('abort', go);
          resolve();
        },
        giveWay: () => {
          signal.removeEventListener('abort', go);
          this.#remove(waiting);
          reject(this.#busy());
        },
      };
      signal.addEventListener('abort', go, { once: true });
      this.#of(address).push(waiting);
      this.#length += 1;
    });
  }

  /** @returns whether there was one */
  admitNext(): boolean {
    const [address] = this.#byAddress.keys();
    const next = address === undefined ? undefined : this.#of(address)[0];
    if (!next) return false;
    this.#remove(next);
    // To the end of the round.
    const others = this.#byAddress.get(next.address);
    if (others) {
      this.#byAddress.delete(next.address);
      this.#byAddress.set(next.address, others);
    }
    next.admit();
    return true;
  }

  #longest(): readonly Waiting[] {
    return [...this.#byAddress.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  }

  #of(address: string): Waiting[] {
    const waiting = this.#byAddress.get(address) ?? [];
    this.#byAddress.set(address, waiting);
    return waiting;
  }

  #remove(gone: Waiting): void {
    const waiting = this.#of(gone.address);
    waiting.splice(waiting.indexOf(gone), 1);
    if (waiting.length === 0) this.#byAddress.delete(gone.address);
    this.#length -= 1;
  }
}
