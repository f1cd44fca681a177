import {
  type AggregateStore,
  type Changes,
  type Clock,
  createTurns,
  DependencyError,
  type EndedSessions,
  type Id,
  type Logger,
  type SessionEndedEvent,
  sessionSeconds,
  toId,
} from '@ticketing-dev/common';

import { sessionEnded } from './session-events';
import type { User, UserSession } from './user';

/** So many sessions one account has at once; the next one ends the oldest. */
export const mostSessions = 100;

/** What the rules of sessions stand on. */
export interface UserSessionsDeps {
  readonly users: AggregateStore<User>;
  /** What this service itself refuses. */
  readonly ended: Pick<EndedSessions, 'end'>;
  readonly now: Clock;
  readonly newSid: () => string;
  readonly logger: Logger;
}

/** A user's next version, and the sessions that end with it. */
interface Next {
  readonly changes: Changes<User>;
  readonly ending: readonly UserSession[];
}

export type UserSessions = ReturnType<typeof createUserSessions>;

/** The sessions of accounts: each is in its account, so that a change of the account and what it ends are one write. */
export function createUserSessions({ users, ended, now, newSid, logger }: UserSessionsDeps) {
  const inTurn = createTurns();

  const live = ({ sessions = [] }: User): UserSession[] =>
    sessions.filter(({ endsAt }) => endsAt > now());

  /** This service refuses them at once; the event brings it to all the others, and here too where this fails. */
  const endHere = async (ending: readonly UserSession[]): Promise<void> => {
    const { sids, until } = sessionEnded(ending).data;
    try {
      await ended.end(sids, new Date(until));
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      logger.warn({ err: error }, 'ended sessions wait for their event');
    }
  };

  /**
   * Writes an account's next version, after those that are under way.
   *
   * @param next makes it from what is there then, if there is to be one; throws where there may be none
   */
  const change = async (
    userId: Id,
    next: (user: User) => Next | undefined | Promise<Next | undefined>,
  ): Promise<void> => {
    const ending = await inTurn(userId, async () => {
      const user = await users.find(userId);
      const wanted = user && (await next(user));
      if (!wanted) return [];
      const announce = (): SessionEndedEvent => sessionEnded(wanted.ending);
      await users.transition(user, wanted.changes, wanted.ending.length > 0 ? announce : undefined);
      return wanted.ending;
    });
    if (ending.length > 0) await endHere(ending);
  };

  return {
    change,

    create: (): UserSession => ({
      sid: newSid(),
      // As exact as the token is.
      endsAt: new Date((Math.floor(now().getTime() / 1000) + sessionSeconds) * 1000),
    }),

    /** An account's next version with one session more. */
    withOneMore(user: User, session: UserSession): Next {
      const all = [...live(user), session];
      return {
        changes: { sessions: all.slice(-mostSessions) },
        ending: all.slice(0, -mostSessions),
      };
    },

    /** An account's next version with this one session at most. */
    withOnly(user: User, sid: string | undefined): Next {
      const isIt = (session: UserSession): boolean => session.sid === sid;
      return {
        changes: { sessions: live(user).filter(isIt) },
        ending: live(user).filter((session) => !isIt(session)),
      };
    },

    /** Ends a session of a user; one of nobody's account stays as it is. */
    async end(userId: string, session: UserSession): Promise<void> {
      const id = toId(userId);
      if (!id) return;
      await change(id, (current) => ({
        changes: { sessions: live(current).filter(({ sid }) => sid !== session.sid) },
        // Also one that the account does not know: it may have been restored from before that sign-in.
        ending: [session],
      }));
    },

    /** Ends every session of a user, that of the request among them. */
    async endAll(userId: string, own: UserSession | undefined): Promise<void> {
      const id = toId(userId);
      if (!id) return;
      await change(id, (current) => {
        const others = live(current).filter(({ sid }) => sid !== own?.sid);
        const ending = own ? [...others, own] : others;
        return ending.length > 0 ? { changes: { sessions: [] }, ending } : undefined;
      });
    },
  };
}
