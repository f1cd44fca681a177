import {
  type AggregateStore,
  DuplicateKeyError,
  refused,
  VersionConflictError,
} from '@ticketing-dev/common';

import { isTooLong } from './credentials';
import { normalizeEmail, spellingsOf } from './email';
import type { Passwords } from './passwords';
import type { User } from './user';

/** What the rules of accounts stand on. */
export interface AccountsDeps {
  readonly users: AggregateStore<User>;
  readonly passwords: Passwords;
}

/** What somebody says to be let in. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** The use cases of accounts. */
export function createAccounts({ users, passwords }: AccountsDeps) {
  const findByEmail = async (email: string): Promise<User | undefined> => {
    const spellings = spellingsOf(email);
    const found = await users.query({
      where: { email: spellings },
      order: 'oldest first',
      limit: spellings.length,
    });
    const rank = (user: User): number => spellings.indexOf(user.email);
    return [...found].sort((a, b) => rank(a) - rank(b))[0];
  };

  /** Brings an old hash to today's parameters, while the password is at hand. */
  const renewHash = async (user: User, password: string): Promise<void> => {
    if (!passwords.isOutdated(user.passwordHash)) return;
    try {
      await users.transition(user, { passwordHash: await passwords.hash(password) });
    } catch (error) {
      // Another sign-in was quicker.
      if (!(error instanceof VersionConflictError)) throw error;
    }
  };

  return {
    async signUp({ email, password }: Credentials): Promise<User> {
      // An older account may be kept by another spelling, of which the unique index knows nothing.
      if (await findByEmail(email)) throw refused('Email in use');
      const user: User = {
        id: users.nextId(),
        version: 0,
        email: normalizeEmail(email),
        passwordHash: await passwords.hash(password),
      };
      try {
        await users.insert(user);
      } catch (error) {
        if (error instanceof DuplicateKeyError) throw refused('Email in use');
        throw error;
      }
      return user;
    },

    /** Says the same, after the same time, of an unknown e-mail and of a wrong password. */
    async signIn({ email, password }: Credentials): Promise<User> {
      if (isTooLong(password)) throw refused('Invalid credentials');
      const user = await findByEmail(email);
      const isRight = await passwords.verify(password, user?.passwordHash);
      if (!user || !isRight) throw refused('Invalid credentials');
      await renewHash(user, password);
      return user;
    },
  };
}
