import type { EndedSession, EndedSessionStore, Look } from '../sessions/ended-sessions';
import type { Step } from './memory-store';

interface Kept extends EndedSession {
  /** When the database stamped it, which is a moment before others can read it. */
  readonly keptAt: number;
}

/** Behind its mark a look reads so many stamps again. */
const overlap = 100;

/** An {@link EndedSessionStore} in memory, of which each connection is an instance's. */
export class MemoryEndedSessionStore implements EndedSessionStore {
  readonly #step: Step;
  readonly #held: { readonly sessions: Map<string, Kept>; stamps: number };
  readonly #overlap: number;

  /** @param options `overlap` of 0 takes the guard away: a look then trusts that stamps become readable in their order */
  constructor(
    options: { readonly step?: Step; readonly overlap?: number } = {},
    held = { sessions: new Map<string, Kept>(), stamps: 0 },
  ) {
    this.#step = options.step ?? (() => Promise.resolve());
    this.#overlap = options.overlap ?? overlap;
    this.#held = held;
  }

  /** The same database as another process uses it. */
  connect(step: Step): MemoryEndedSessionStore {
    return new MemoryEndedSessionStore({ step, overlap: this.#overlap }, this.#held);
  }

  async keep(ended: readonly EndedSession[]): Promise<void> {
    for (const { sid, until } of ended) {
      await this.#step('keep');
      this.#held.stamps += 1;
      const keptAt = this.#held.stamps;
      await this.#step('keep: readable');
      this.#held.sessions.set(sid, { sid, until, keptAt });
    }
    await this.#step('keep: answer');
  }

  async keptSince(mark: Date | undefined): Promise<Look> {
    await this.#step('keptSince');
    const from = mark ? mark.getTime() - this.#overlap : 0;
    const found = [...this.#held.sessions.values()].filter(({ keptAt }) =>
      this.#overlap === 0 ? keptAt > from : keptAt >= from,
    );
    const newest = Math.max(mark?.getTime() ?? 0, ...found.map(({ keptAt }) => keptAt));
    await this.#step('keptSince: answer');
    return {
      ended: found.map(({ sid, until }) => ({ sid, until })),
      mark: newest === 0 ? undefined : new Date(newest),
    };
  }

  async forget(before: Date): Promise<void> {
    await this.#step('forget');
    for (const [sid, { until }] of this.#held.sessions) {
      if (until < before) this.#held.sessions.delete(sid);
    }
  }
}
