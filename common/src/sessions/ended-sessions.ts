import { setTimeout as delay } from 'node:timers/promises';

import type { Clock } from '../base/clock';
import { DependencyError } from '../errors/unavailable-error';
import { createLoop, type Loop } from '../base/loop';
import type { Logger } from '../base/logger';

/** A sign-out at another instance must apply here within a second, including the time on the bus. */
const readIntervalMs = 200;
const sweepIntervalMs = 60_000;
const retryMs = 1_000;
/** Clocks differ: another instance may still accept a token that has expired by this instance's clock. */
const clockToleranceMs = 5 * 60_000;

/** A session that ended before its token expired. */
export interface EndedSession {
  /** The `sid` claim of its token. */
  readonly sid: string;
  /** When its token expires. */
  readonly until: Date;
}

/** The result of a read, and the mark from which the next read continues. */
export interface Look {
  readonly ended: readonly EndedSession[];
  readonly mark: Date | undefined;
}

/** The store of a service's ended sessions, shared by all of its instances. */
export interface EndedSessionStore {
  /** Stores sessions. Repeating it is safe. */
  keep(ended: readonly EndedSession[]): Promise<void>;
  /**
   * Reads every session that was stored since an earlier read, and perhaps some that the earlier read returned.
   *
   * @param mark the mark of the earlier read; without one, all sessions are read
   */
  keptSince(mark: Date | undefined): Promise<Look>;
  /** Deletes the sessions whose token expired before a date. */
  forget(before: Date): Promise<void>;
}

/** The ended sessions in the memory of one instance. See docs/adr/0020. */
export interface EndedSessions {
  /** Whether a session has ended. */
  has(sid: string): boolean;
  /**
   * Ends sessions: here immediately, and at the service's other instances when they read the store next.
   *
   * @param until when their tokens expire
   * @throws DependencyError if the database is unavailable; the sessions are ended here anyway
   */
  end(sids: readonly string[], until: Date): Promise<void>;
  /** Reads all ended sessions, and retries until the database is available. */
  load(): Promise<void>;
  /** Reads the sessions that other instances have stored since the last read. */
  look(): Promise<void>;
  /** The same for a loop: during an outage the known sessions stay, and the outage is logged once. */
  lookAgain(): Promise<void>;
  /** Deletes the sessions whose token has expired, here and in the store. */
  sweep(): Promise<void>;
  readonly loops: readonly Loop[];
}

/** What the ended sessions of an instance need. */
export interface EndedSessionsDeps {
  readonly store: EndedSessionStore;
  readonly now: Clock;
  readonly logger: Logger;
}

/** Every service has its own ended sessions, in its own database. */
export function createEndedSessions({ store, now, logger }: EndedSessionsDeps): EndedSessions {
  const known = new Map<string, Date>();
  let mark: Date | undefined;
  let isOutageLogged = false;

  const expiryLimit = (): Date => new Date(now().getTime() - clockToleranceMs);
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
      if (isOutageLogged) logger.info('ended sessions are read again');
      isOutageLogged = false;
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      if (!isOutageLogged)
        logger.warn({ err: error }, 'ended sessions cannot be read, the known ones still apply');
      isOutageLogged = true;
    }
  };

  const sweep = async (): Promise<void> => {
    const before = expiryLimit();
    for (const [sid, until] of known) if (until < before) known.delete(sid);
    await store.forget(before);
  };

  return {
    has: (sid) => known.has(sid),
    async end(sids, until) {
      // The event came so late that their tokens have expired at every instance.
      if (until < expiryLimit()) return;
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
      createLoop('ended sessions', readIntervalMs, lookAgain, logger),
      createLoop('sweep of ended sessions', sweepIntervalMs, sweep, logger),
    ],
  };
}
