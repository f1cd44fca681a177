/** More keys mean an attack. The oldest key is then dropped, and its next request costs a database call. */
const mostRemembered = 10_000;

/** The keys that are refused, each until its window ends. Refusing one again needs no database call and no log line. */
export class RefusedKeys {
  readonly #endsAt = new Map<string, number>();

  /** @returns whether the key was not refused before */
  add(key: string, forMs: number): boolean {
    const isNew = this.msLeft(key) === 0;
    const [oldest] = this.#endsAt.keys();
    if (this.#endsAt.size >= mostRemembered && oldest !== undefined) this.forget(oldest);
    this.#endsAt.set(key, Date.now() + forMs);
    return isNew;
  }

  /** @returns how long the key is still refused, in milliseconds; 0 if it is not */
  msLeft(key: string): number {
    const left = (this.#endsAt.get(key) ?? 0) - Date.now();
    if (left > 0) return left;
    this.forget(key);
    return 0;
  }

  forget(key: string): void {
    this.#endsAt.delete(key);
  }
}
