import {
  type AggregateStore,
  BadRequestError,
  type Changes,
  type Clock,
  DuplicateKeyError,
  type Language,
} from '@ticketing-dev/common';

import { isTooLong } from './credentials';
import { normalizeEmail } from './email';
import { findByEmail, findById } from './find-user';
import type { Passwords } from './passwords';
import type { SignInLimits } from './sign-in-limits';
import type { Caller, Turns } from './turns';
import type { User, UserSession } from './user';
import { userDeleted } from './user-events';
import type { UserSessions } from './user-sessions';

/** The dependencies of the rules of accounts. */
export interface AccountsDeps {
  readonly users: AggregateStore<User>;
  readonly passwords: Passwords;
  readonly turns: Turns;
  readonly limits: SignInLimits;
  readonly sessions: Pick<UserSessions, 'create' | 'change' | 'withOneMore' | 'withOnly'>;
  readonly now: Clock;
}

/** The e-mail address and password of a sign-up or sign-in. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The sender of a sign-in request. `device` is set if the browser was signed in before. */
export interface Visitor extends Caller {
  readonly device?: { readonly id: string; hasAccount(email: string): boolean };
}

/** A correct password gives its count back only above this share of the limit, because giving back costs a command. */
const giveBackAbove = 0.5;

/** What a sign-up needs. */
export interface NewAccount extends Credentials {
  /** Absent if nothing is known of it. */
  readonly language?: Language | undefined;
}

/** A user and their new session. */
export interface SignedIn {
  readonly user: User;
  readonly session: UserSession;
}

/** A change of a user's password. */
export interface PasswordChange {
  readonly userId: string;
  /** The session that stays valid. Undefined ends all of them. */
  readonly sid: string | undefined;
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** A user's request to delete their account. */
export interface AccountDeletion {
  readonly userId: string;
  readonly password: string;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** The use cases of accounts. */
export function createAccounts({ users, passwords, turns, limits, sessions, now }: AccountsDeps) {
  /**
   * Verifies the password of an account.
   *
   * @returns the account
   * @throws BadRequestError if the password is wrong or there is no account; both take the same time
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

  /**
   * Verifies the password again if a concurrent write changed it. A new session must not outlive that change, and a new
   * hash must not undo it.
   */
  const verifyAgain = async (
    current: User,
    user: User,
    password: string,
    refusal: string,
  ): Promise<void> => {
    if (current.passwordHash !== user.passwordHash) await verified(current, password, refusal);
  };

  /**
   * Chooses the limit and the waiting address of an attempt to sign in. A browser that was signed in before has its own
   * limit and address, which strangers cannot use up.
   */
  const guessLimitOf = (email: string, { device, ...caller }: Visitor) =>
    device?.hasAccount(email)
      ? {
          limit: limits.signInsPerDevice,
          key: `${device.id} ${email}`,
          isStranger: false,
          caller: { ...caller, address: device.id },
        }
      : { limit: limits.signInsPerAccount, key: email, isStranger: true, caller };

  /** Verifies the password of a signed-in user, and then does the work in the same turn. */
  const withPassword = async (
    { userId, password, refusal }: AccountDeletion & { readonly refusal: string },
    caller: Caller,
    work: (user: User) => Promise<void>,
  ): Promise<void> => {
    if (isTooLong(password)) throw new BadRequestError(refusal, 'INVALID_CREDENTIALS');
    turns.check('sign-in', caller);
    const key = `password of ${userId}`;
    const share = await limits.signInsPerDevice.take(key);
    await turns.take('sign-in', caller, async () => {
      const user = await verified(await findById(users, userId), password, refusal);
      if (share > giveBackAbove) await limits.signInsPerDevice.giveBack(key);
      await work(user);
    });
  };

  return {
    signUp: ({ email, password, language }: NewAccount, caller: Caller): Promise<SignedIn> =>
      turns.take('sign-up', caller, async () => {
        await limits.signUpsPerAddress.take(caller.address);
        // An older account may be stored with another spelling, which the unique index does not match.
        if (await findByEmail(users, email))
          throw new BadRequestError('Email in use', 'EMAIL_IN_USE');
        const session = sessions.create();
        const user: User = {
          id: users.nextId(),
          version: 0,
          email: normalizeEmail(email),
          passwordHash: await passwords.hash(password),
          sessions: [session],
          ...(language && { language }),
        };
        // A request that received a time-out must not create an account.
        caller.signal.throwIfAborted();
        try {
          await users.insert(user);
        } catch (error) {
          if (error instanceof DuplicateKeyError)
            throw new BadRequestError('Email in use', 'EMAIL_IN_USE');
          throw error;
        }
        return { user, session };
      }),

    /** Responds with the same error, after the same time, to an unknown e-mail address and to a wrong password. */
    async signIn({ email: given, password }: Credentials, visitor: Visitor): Promise<SignedIn> {
      const refusal = 'Invalid credentials';
      if (isTooLong(password)) throw new BadRequestError(refusal, 'INVALID_CREDENTIALS');
      const email = normalizeEmail(given);
      const { limit, key, isStranger, caller } = guessLimitOf(email, visitor);
      turns.check('sign-in', caller);
      // Counted before the wait, so that a refused guess takes no turn.
      const share = await limit.take(key);
      return turns.take('sign-in', caller, async () => {
        if (isStranger) await limits.signInsPerAddress.take(visitor.address);
        const user = await verified(await findByEmail(users, given), password, refusal);
        if (share > giveBackAbove) await limit.giveBack(key);
        const session = sessions.create();
        // Only a sign-in has the password, so it also renews a hash with old parameters.
        const renewed = passwords.isOutdated(user.passwordHash)
          ? { passwordHash: await passwords.hash(password) }
          : {};
        const isThere = await sessions.change(user.id, async (current) => {
          await verifyAgain(current, user, password, refusal);
          const { changes, ending } = sessions.withOneMore(current, session);
          return { changes: { ...renewed, ...changes }, ending };
        });
        // The account was deleted in the meantime.
        if (!isThere) throw new BadRequestError(refusal, 'INVALID_CREDENTIALS');
        return { user, session };
      });
    },

    /**
     * Changes the password, and ends the other sessions in the same write. Wrong passwords have their own count,
     * because the caller is signed in.
     *
     * @throws BadRequestError if the current password is wrong
     * @throws LimitReachedError after too many wrong passwords
     */
    async changePassword(wanted: PasswordChange, caller: Caller): Promise<void> {
      const { userId, sid, currentPassword, newPassword } = wanted;
      const refusal = 'The current password is wrong';
      await withPassword({ userId, password: currentPassword, refusal }, caller, async (user) => {
        const passwordHash = await passwords.hash(newPassword);
        caller.signal.throwIfAborted();
        await sessions.change(user.id, async (current) => {
          await verifyAgain(current, user, currentPassword, refusal);
          const { changes, ending } = sessions.withOnly(current, sid);
          // Somebody who has read an earlier mail must not undo the change.
          const links = current.links?.filter(({ purpose }) => purpose !== 'password-reset');
          return { changes: { ...changes, passwordHash, ...(links && { links }) }, ending };
        });
      });
    },

    /**
     * Deletes the account: ends its sessions, and then leaves a tombstone without the person's data.
     *
     * @throws BadRequestError if the password is wrong
     * @throws LimitReachedError after too many wrong passwords
     */
    async deleteAccount({ userId, password }: AccountDeletion, caller: Caller): Promise<void> {
      const refusal = 'The password is wrong';
      await withPassword({ userId, password, refusal }, caller, async (user) => {
        caller.signal.throwIfAborted();
        // A concurrent sign-in may begin a session between the two writes.
        while (await findById(users, user.id)) {
          // A version has one event. So the sessions end with the version before the tombstone.
          await sessions.change(user.id, async (current) => {
            await verifyAgain(current, user, password, refusal);
            const next = sessions.withOnly(current, undefined);
            return next.ending.length > 0 ? next : undefined;
          });
          await sessions.change(user.id, (current) =>
            sessions.withOnly(current, undefined).ending.length > 0
              ? undefined
              : { changes: tombstone(current, now()), ending: [], announce: userDeleted },
          );
        }
      });
    },
  };
}

/**
 * What stays of a deleted account: its id, its version, and its outbox until the event is published. The text in the
 * place of the address is no address, so that nobody can sign in with it, and the address is free again.
 */
const tombstone = ({ id }: User, deletedAt: Date): Changes<User> => ({
  email: `deleted ${id}`,
  passwordHash: 'deleted',
  sessions: undefined,
  name: undefined,
  language: undefined,
  emailProvenAt: undefined,
  links: undefined,
  deletedAt,
});
