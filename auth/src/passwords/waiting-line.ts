interface Waiting {
  readonly address: string;
  /** Resolves the wait. */
  admit(): void;
  /** Rejects the wait, to make room for a caller from another address. */
  evict(): void;
}

/** The waiting callers, by address. The addresses take turns. Each address is served in order of arrival. */
export class WaitingLine {
  readonly #byAddress = new Map<string, Waiting[]>();
  readonly #busy: () => Error;
  #length = 0;

  /** @param busy creates the error for a caller that is refused because the line is full */
  constructor(busy: () => Error) {
    this.#busy = busy;
  }

  get length(): number {
    return this.#length;
  }

  /** @throws the error of `busy`, if {@link wait} would refuse the caller */
  check(address: string, mostWaiting: number): void {
    if (this.#length < mostWaiting) return;
    const mine = this.#byAddress.get(address)?.length ?? 0;
    if (mine + 1 >= this.#longest().length) throw this.#busy();
  }

  /**
   * Resolves when it is the caller's turn. If the line is full, the address with the most waiting callers loses its
   * last one. The new caller is refused instead if its own address would then have as many.
   *
   * @throws the error of `busy` for an evicted or refused caller, or the reason of `signal` when it aborts
   */
  async wait(address: string, signal: AbortSignal, mostWaiting: number): Promise<void> {
    this.check(address, mostWaiting);
    if (this.#length >= mostWaiting) this.#longest().at(-1)?.evict();
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        this.#remove(waiting);
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        address,
        admit: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
        evict: () => {
          signal.removeEventListener('abort', onAbort);
          this.#remove(waiting);
          reject(this.#busy());
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#of(address).push(waiting);
      this.#length += 1;
    });
  }

  /**
   * Admits the first caller of the next address.
   *
   * @returns whether a caller was waiting
   */
  admitNext(): boolean {
    const [address] = this.#byAddress.keys();
    const next = address === undefined ? undefined : this.#of(address)[0];
    if (!next) return false;
    this.#remove(next);
    // The address goes to the end of the round.
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
