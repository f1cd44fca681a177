import { type AggregateStore, type Language, NotFoundError } from '@ticketing-dev/common';

import { findById } from './find-user';
import type { Mail } from './mail';
import type { Mails } from './mails';
import type { User } from './user';
import type { UserSessions } from './user-sessions';

/** The dependencies of the rules of profiles. */
export interface ProfileDeps {
  readonly users: AggregateStore<User>;
  readonly sessions: Pick<UserSessions, 'change'>;
  readonly mails: Pick<Mails, 'listFor'>;
}

const mostMails = 1_000;

/** A name of undefined removes it. What is absent stays. */
export interface ProfileChanges {
  readonly name?: string | undefined;
  readonly language?: Language;
}

export type Profile = ReturnType<typeof createProfile>;

/** The use cases of what a user may see and change of their account. */
export function createProfile({ users, sessions, mails }: ProfileDeps) {
  /** @throws NotFoundError if there is no such account */
  const show = async (userId: string): Promise<User> => {
    const user = await findById(users, userId);
    if (!user) throw new NotFoundError();
    return user;
  };

  return {
    show,

    async change(userId: string, changes: ProfileChanges): Promise<User> {
      const user = await show(userId);
      await sessions.change(user.id, (current) => {
        const isSame = Object.entries(changes).every(
          ([name, value]) => current[name as keyof ProfileChanges] === value,
        );
        return isSame ? undefined : { changes, ending: [] };
      });
      return show(userId);
    },

    /** The account and the mails to the user, newest first. */
    async export(userId: string): Promise<{ user: User; mails: readonly Mail[] }> {
      const user = await show(userId);
      return { user, mails: await mails.listFor(user.id, mostMails) };
    },
  };
}
