import {
  type AggregateStore,
  DuplicateKeyError,
  refused,
  VersionConflictError,
} from '@ticketing-dev/common';

import { isTooLong } from './credentials';
import { normalizeEmail, spellingsOf } from './email';
import type { Passwords } from './passwords';
import type { SignInLimits } from './sign-in-limits';
import type { Caller, Turns } from './turns';
import type { User } from './user';

/** What the rules of accounts stand on. */
export interface AccountsDeps {
  readonly users: AggregateStore<User>;
  readonly passwords: Passwords;
  readonly turns: Turns;
  readonly limits: SignInLimits;
}

/** What somebody says to be let in. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Somebody who wants to be let in, maybe by a browser that let him in before. */
export interface Visitor extends Caller {
  readonly device?: { readonly id: string; knows(email: string): boolean };
}

/** Of what may be used up, how much a password that is right leaves counted: giving it back costs a command. */
const leftCounted = 0.5;

export type Accounts = ReturnType<typeof createAccounts>;

/** The use cases of accounts. */
export function createAccounts({ users, passwords, turns, limits }: AccountsDeps) {
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

  /**
   * What guesses at an account are counted by, and whose they are among those who wait: an owner's browser has a count and
   * a place of its own, which no stranger uses up.
   */
  const guessesOf = (email: string, { device, ...caller }: Visitor) =>
    device?.knows(email)
      ? {
          limit: limits.signInsPerDevice,
          key: `${device.id} ${email}`,
          isStranger: false,
          caller: { ...caller, address: device.id },
        }
      : { limit: limits.signInsPerAccount, key: email, isStranger: true, caller };

  return {
    signUp: ({ email, password }: Credentials, caller: Caller): Promise<User> =>
      turns.take('sign-up', caller, async () => {
        await limits.signUpsPerAddress.take(caller.address);
        // An older account may be kept by another spelling, of which the unique index knows nothing.
        if (await findByEmail(email)) throw refused('Email in use');
        const user: User = {
          id: users.nextId(),
          version: 0,
          email: normalizeEmail(email),
          passwordHash: await passwords.hash(password),
        };
        // Who was told that it takes too long has no account.
        caller.signal.throwIfAborted();
        try {
          await users.insert(user);
        } catch (error) {
          if (error instanceof DuplicateKeyError) throw refused('Email in use');
          throw error;
        }
        return user;
      }),

    /** Says the same, after the same time, of an unknown e-mail and of a wrong password. */
    async signIn({ email: given, password }: Credentials, visitor: Visitor): Promise<User> {
      if (isTooLong(password)) throw refused('Invalid credentials');
      const email = normalizeEmail(given);
      const { limit, key, isStranger, caller } = guessesOf(email, visitor);
      turns.check('sign-in', caller);
      // Before it waits: what is one guess too many takes nobody's turn.
      const share = await limit.take(key);
      return turns.take('sign-in', caller, async () => {
        if (isStranger) await limits.signInsPerAddress.take(visitor.address);
        const user = await findByEmail(given);
        const isRight = await passwords.verify(password, user?.passwordHash);
        if (!user || !isRight) throw refused('Invalid credentials');
        if (share > leftCounted) await limit.giveBack(key);
        await renewHash(user, password);
        return user;
      });
    },
  };
}
