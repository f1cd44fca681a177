/** More is an attack with many keys at once: the oldest is forgotten, and the database asked again. */
const mostRemembered = 10_000;

/** Who was refused until when, so that refusing him again asks no database and writes no second line of the log. */
export class RefusedKeys {
  readonly #endsAt = new Map<string, number>();

  /** @returns whether it is news */
  add(key: string, forMs: number): boolean {
    const isNews = this.msLeft(key) === 0;
    const [oldest] = this.#endsAt.keys();
    if (this.#endsAt.size >= mostRemembered && oldest !== undefined) this.forget(oldest);
    this.#endsAt.set(key, Date.now() + forMs);
    return isNews;
  }

  /** @returns 0 where the key is not refused */
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
