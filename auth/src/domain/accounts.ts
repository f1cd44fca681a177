import {
  type AggregateStore,
  BadRequestError,
  DuplicateKeyError,
  toId,
} from '@ticketing-dev/common';

import { isTooLong } from './credentials';
import { normalizeEmail, spellingsOf } from './email';
import type { Passwords } from './passwords';
import type { SignInLimits } from './sign-in-limits';
import type { Caller, Turns } from './turns';
import type { User, UserSession } from './user';
import type { UserSessions } from './user-sessions';

/** What the rules of accounts stand on. */
export interface AccountsDeps {
  readonly users: AggregateStore<User>;
  readonly passwords: Passwords;
  readonly turns: Turns;
  readonly limits: SignInLimits;
  readonly sessions: Pick<UserSessions, 'create' | 'change' | 'withOneMore' | 'withOnly'>;
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

/** Who has been let in, and their new session. */
export interface SignedIn {
  readonly user: User;
  readonly session: UserSession;
}

/** A change of somebody's password, in a session of theirs. */
export interface PasswordChange {
  readonly userId: string;
  /** The session that goes on. */
  readonly sid: string | undefined;
  readonly currentPassword: string;
  readonly newPassword: string;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** The use cases of accounts. */
export function createAccounts({ users, passwords, turns, limits, sessions }: AccountsDeps) {
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

  /**
   * @returns the account, where the password is its own
   * @throws BadRequestError where it is not, after the same time whether or not there is an account
   */
  const verified = async (
    user: User | undefined,
    password: string,
    refusal: string,
  ): Promise<User> => {
    const isRight = await passwords.verify(password, user?.passwordHash);
    if (!user || !isRight) throw new BadRequestError(refusal, 'INVALID_CREDENTIALS');
    return user;
  };

  /** A change of the password that comes across must not be undone or outlived. */
  const stillRight = async (
    current: User,
    user: User,
    password: string,
    refusal: string,
  ): Promise<void> => {
    if (current.passwordHash !== user.passwordHash) await verified(current, password, refusal);
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
    signUp: ({ email, password }: Credentials, caller: Caller): Promise<SignedIn> =>
      turns.take('sign-up', caller, async () => {
        await limits.signUpsPerAddress.take(caller.address);
        // An older account may be kept by another spelling, of which the unique index knows nothing.
        if (await findByEmail(email)) throw new BadRequestError('Email in use', 'EMAIL_IN_USE');
        const session = sessions.create();
        const user: User = {
          id: users.nextId(),
          version: 0,
          email: normalizeEmail(email),
          passwordHash: await passwords.hash(password),
          sessions: [session],
        };
        // Who was told that it takes too long has no account.
        caller.signal.throwIfAborted();
        try {
          await users.insert(user);
        } catch (error) {
          if (error instanceof DuplicateKeyError) throw new BadRequestError('Email in use', 'EMAIL_IN_USE');
          throw error;
        }
        return { user, session };
      }),

    /** Says the same, after the same time, of an unknown e-mail and of a wrong password. */
    async signIn({ email: given, password }: Credentials, visitor: Visitor): Promise<SignedIn> {
      const refusal = 'Invalid credentials';
      if (isTooLong(password)) throw new BadRequestError(refusal, 'INVALID_CREDENTIALS');
      const email = normalizeEmail(given);
      const { limit, key, isStranger, caller } = guessesOf(email, visitor);
      turns.check('sign-in', caller);
      // Before it waits: what is one guess too many takes nobody's turn.
      const share = await limit.take(key);
      return turns.take('sign-in', caller, async () => {
        if (isStranger) await limits.signInsPerAddress.take(visitor.address);
        const user = await verified(await findByEmail(given), password, refusal);
        if (share > leftCounted) await limit.giveBack(key);
        const session = sessions.create();
        // Brings an old hash to today's parameters, while the password is at hand.
        const renewed = passwords.isOutdated(user.passwordHash)
          ? { passwordHash: await passwords.hash(password) }
          : {};
        await sessions.change(user.id, async (current) => {
          await stillRight(current, user, password, refusal);
          const { changes, ending } = sessions.withOneMore(current, session);
          return { changes: { ...renewed, ...changes }, ending };
        });
        return { user, session };
      });
    },

    /** Ends the other sessions in the same write. Its guesses are counted apart: whoever makes them is signed in. */
    async changePassword(wanted: PasswordChange, caller: Caller): Promise<void> {
      const { userId, sid, currentPassword, newPassword } = wanted;
      const refusal = 'The current password is wrong';
      if (isTooLong(currentPassword)) throw new BadRequestError(refusal, 'INVALID_CREDENTIALS');
      turns.check('sign-in', caller);
      const key = `password of ${userId}`;
      const share = await limits.signInsPerDevice.take(key);
      await turns.take('sign-in', caller, async () => {
        const id = toId(userId);
        const user = await verified(id && (await users.find(id)), currentPassword, refusal);
        if (share > leftCounted) await limits.signInsPerDevice.giveBack(key);
        const passwordHash = await passwords.hash(newPassword);
        caller.signal.throwIfAborted();
        await sessions.change(user.id, async (current) => {
          await stillRight(current, user, currentPassword, refusal);
          const { changes, ending } = sessions.withOnly(current, sid);
          return { changes: { ...changes, passwordHash }, ending };
        });
      });
    },
  };
}
