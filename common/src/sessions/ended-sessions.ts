import { setTimeout as delay } from 'node:timers/promises';

import type { Clock } from '../base/clock';
import { DependencyError } from '../errors/unavailable-error';
import { createLoop, type Loop } from '../base/loop';
import type { Logger } from '../base/logger';

/** Another instance's sign-outs must hold here within a second, the way over the bus included. */
const lookIntervalMs = 200;
const sweepIntervalMs = 60_000;
const retryMs = 1_000;
/** Clocks differ: a token may still pass at another instance after it has ended by this one's. */
const toleranceMs = 5 * 60_000;

/** A session that ended before its time. */
export interface EndedSession {
  readonly sid: string;
  /** When its token ends by itself. */
  readonly until: Date;
}

/** What was kept, and where the next look goes on. */
export interface Look {
  readonly ended: readonly EndedSession[];
  readonly mark: Date | undefined;
}

/** Where a service keeps the ended sessions, for all of its instances. */
export interface EndedSessionStore {
  /** Keeps them; those that are there already stay. */
  keep(ended: readonly EndedSession[]): Promise<void>;
  /**
   * Every one that was kept since an earlier look, and perhaps some that it has seen.
   *
   * @param mark that look's; all are read without one
   */
  keptSince(mark: Date | undefined): Promise<Look>;
  /** Forgets those whose token ended by itself before that. */
  forget(before: Date): Promise<void>;
}

/** The ended sessions, as an instance of a service knows them. See docs/adr/0020. */
export interface EndedSessions {
  has(sid: string): boolean;
  /**
   * Ends sessions: here at once, at the service's other instances when they look next.
   *
   * @throws DependencyError where the database is away; they are ended here all the same
   */
  end(sids: readonly string[], until: Date): Promise<void>;
  /** Reads all there are; waits for the database as long as it takes. */
  load(): Promise<void>;
  /** Looks for those that other instances have kept. */
  look(): Promise<void>;
  /** The same, from time to time: an outage leaves what is known, and is logged once. */
  lookAgain(): Promise<void>;
  /** Forgets those whose token has ended by itself. */
  sweep(): Promise<void>;
  readonly loops: readonly Loop[];
}

/** What the ended sessions of an instance need. */
export interface EndedSessionsDeps {
  readonly store: EndedSessionStore;
  readonly now: Clock;
  readonly logger: Logger;
}

/** Every service has its own, in its own database. */
export function createEndedSessions({ store, now, logger }: EndedSessionsDeps): EndedSessions {
  const known = new Map<string, Date>();
  let mark: Date | undefined;
  let isAway = false;

  const longOver = (): Date => new Date(now().getTime() - toleranceMs);
  const add = (ended: readonly EndedSession[]): void => {
    for (const { sid, until } of ended) known.set(sid, until);
  };

  const look = async (): Promise<void> => {
    const found = await store.keptSince(mark);
    add(found.ended);
    mark = found.mark;
  };

  const lookAgain = async (): Promise<void> => {
    try {
      await look();
      if (isAway) logger.info('ended sessions are read again');
      isAway = false;
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      if (!isAway)
        logger.warn({ err: error }, 'ended sessions cannot be read: the known ones stay');
      isAway = true;
    }
  };

  const sweep = async (): Promise<void> => {
    const before = longOver();
    for (const [sid, until] of known) if (until < before) known.delete(sid);
    await store.forget(before);
  };

  return {
    has: (sid) => known.has(sid),
    async end(sids, until) {
      // Heard so late that no token of theirs can pass any more.
      if (until < longOver()) return;
      const ended = sids.map((sid) => ({ sid, until }));
      add(ended);
      await store.keep(ended);
    },
    async load() {
      for (;;) {
        try {
          await look();
          return;
        } catch (error) {
          if (!(error instanceof DependencyError)) throw error;
          logger.warn({ err: error }, 'waiting for the ended sessions');
          await delay(retryMs);
        }
      }
    },
    look,
    lookAgain,
    sweep,
    loops: [
      createLoop('ended sessions', lookIntervalMs, lookAgain, logger),
      createLoop('sweep of ended sessions', sweepIntervalMs, sweep, logger),
    ],
  };
}
