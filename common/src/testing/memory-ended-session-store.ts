import type { EndedSession, EndedSessionStore, Look } from '../sessions/ended-sessions';
import type { Step } from './memory-store';

interface Kept extends EndedSession {
  /** The database's time stamp, which it sets shortly before the session is readable. */
  readonly keptAt: number;
}

/** How far before its mark a read starts, in time stamps. */
const overlap = 100;

/** An {@link EndedSessionStore} in memory. Each instance of a service has its own connection to it. */
export class MemoryEndedSessionStore implements EndedSessionStore {
  readonly #step: Step;
  readonly #held: { readonly sessions: Map<string, Kept>; stamps: number };
  readonly #overlap: number;

  /** @param options an `overlap` of 0 removes the guard: a read then assumes that stamps become readable in order */
  constructor(
    options: { readonly step?: Step; readonly overlap?: number } = {},
    held = { sessions: new Map<string, Kept>(), stamps: 0 },
  ) {
    this.#step = options.step ?? (() => Promise.resolve());
    this.#overlap = options.overlap ?? overlap;
    this.#held = held;
  }

  /** The same database, for another process. */
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
