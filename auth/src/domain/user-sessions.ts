import {
  type AggregateStore,
  type Announce,
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

/** The most sessions of one account. The next one ends the oldest. */
export const mostSessions = 100;

/** The dependencies of the rules of sessions. */
export interface UserSessionsDeps {
  readonly users: AggregateStore<User>;
  /** The ended sessions that this service itself refuses. */
  readonly ended: Pick<EndedSessions, 'end'>;
  readonly now: Clock;
  readonly newSid: () => string;
  readonly logger: Logger;
}

/** A user's next version, and the sessions that end with it. */
interface Next {
  readonly changes: Changes<User>;
  readonly ending: readonly UserSession[];
  /** The event of the next version, if no session ends with it. */
  readonly announce?: Announce<User>;
}

export type UserSessions = ReturnType<typeof createUserSessions>;

/** The use cases of sessions. They are stored in the account, so that one write changes it and ends sessions. */
export function createUserSessions({ users, ended, now, newSid, logger }: UserSessionsDeps) {
  const inTurn = createTurns();

  const live = ({ sessions = [] }: User): UserSession[] =>
    sessions.filter(({ endsAt }) => endsAt > now());

  /** Refuses the sessions in this service immediately. If it fails, the event does it, as in the other services. */
  const endLocally = async (ending: readonly UserSession[]): Promise<void> => {
    const { sids, until } = sessionEnded(ending).data;
    try {
      await ended.end(sids, new Date(until));
    } catch (error) {
      if (!(error instanceof DependencyError)) throw error;
      logger.warn({ err: error }, 'could not store the ended sessions, waiting for their event');
    }
  };

  /**
   * Writes an account's next version, after the writes that are already in progress.
   *
   * @param next creates the next version from the current one; undefined changes nothing, an error prevents the write
   * @returns whether there is such an account
   */
  const change = async (
    userId: Id,
    next: (user: User) => Next | undefined | Promise<Next | undefined>,
  ): Promise<boolean> => {
    const ending = await inTurn(userId, async () => {
      const user = await users.find(userId);
      if (!user || user.deletedAt) return undefined;
      const wanted = await next(user);
      if (!wanted) return [];
      const announceEnd = (): SessionEndedEvent => sessionEnded(wanted.ending);
      const announce = wanted.ending.length > 0 ? announceEnd : wanted.announce;
      await users.transition(user, wanted.changes, announce);
      return wanted.ending;
    });
    if (ending && ending.length > 0) await endLocally(ending);
    return ending !== undefined;
  };

  return {
    change,

    create: (): UserSession => ({
      sid: newSid(),
      // In whole seconds, as in the token.
      endsAt: new Date((Math.floor(now().getTime() / 1000) + sessionSeconds) * 1000),
    }),

    /** The account's next version, with this session added. */
    withOneMore(user: User, session: UserSession): Next {
      const all = [...live(user), session];
      return {
        changes: { sessions: all.slice(-mostSessions) },
        ending: all.slice(0, -mostSessions),
      };
    },

    /** The account's next version, with no session except the one with this `sid`. */
    withOnly(user: User, sid: string | undefined): Next {
      const isKept = (session: UserSession): boolean => session.sid === sid;
      return {
        changes: { sessions: live(user).filter(isKept) },
        ending: live(user).filter((session) => !isKept(session)),
      };
    },

    /** Ends a session of a user. Does nothing if the account does not exist. */
    async end(userId: string, session: UserSession): Promise<void> {
      const id = toId(userId);
      if (!id) return;
      await change(id, (current) => ({
        changes: { sessions: live(current).filter(({ sid }) => sid !== session.sid) },
        // Also if the account lacks the session: a restored backup may be older than the sign-in.
        ending: [session],
      }));
    },

    /** Ends every session of a user, including the session of the request. */
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
