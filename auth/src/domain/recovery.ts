import { type AggregateStore, BadRequestError, type Clock } from '@ticketing-dev/common';

import { normalizeEmail } from './email';
import { findByEmail, findById } from './find-user';
import { type Links, readToken } from './links';
import type { Mails } from './mails';
import type { Passwords } from './passwords';
import type { SignInLimits } from './sign-in-limits';
import type { Caller, Turns } from './turns';
import type { LinkPurpose, User } from './user';
import type { UserSessions } from './user-sessions';

/** The dependencies of the rules of one-time links. */
export interface RecoveryDeps {
  readonly users: AggregateStore<User>;
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly turns: Turns;
  readonly limits: Pick<SignInLimits, 'mailLinksPerAccount' | 'mailLinksPerAddress'>;
  readonly sessions: Pick<UserSessions, 'change' | 'withOnly'>;
  readonly links: Links;
  readonly mails: Pick<Mails, 'assertOn' | 'sendLink'>;
  readonly now: Clock;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** An answer to a reset never comes earlier, so that its time does not reveal whether there is an account. */
const shortestAnswerMs = 300;

const refused = (): BadRequestError =>
  new BadRequestError('This link is not valid any more, please ask for a new one', 'LINK_INVALID');

export type Recovery = ReturnType<typeof createRecovery>;

/** The use cases of one-time links: the forgotten password, and the proof of an e-mail address. */
export function createRecovery(deps: RecoveryDeps) {
  const { users, passwords, turns, limits, sessions, links, mails, now, wait } = deps;

  const sendLink = async (user: User, purpose: LinkPurpose): Promise<void> => {
    let linkId: string | undefined;
    await sessions.change(user.id, (current) => {
      const { link, changes } = links.withOneMore(current, purpose);
      linkId = link.id;
      return { changes, ending: [] };
    });
    if (linkId !== undefined) await mails.sendLink(user.id, purpose, linkId);
  };

  const sendReset = async (email: string): Promise<void> => {
    const user = await findByEmail(users, email);
    if (user) await sendLink(user, 'password-reset');
  };

  /** @throws BadRequestError unless the token is of a link that can be used */
  const check = (user: User | undefined, purpose: LinkPurpose, secret: string): void => {
    if (!user || !links.has(user, purpose, secret)) throw refused();
  };

  return {
    /** Mails a link for a new password. The answer and its time are the same if there is no such account. */
    async askForReset(email: string, { address }: Caller): Promise<void> {
      mails.assertOn();
      await limits.mailLinksPerAddress.take(address);
      // By the address, whether it has an account or not.
      await limits.mailLinksPerAccount.take(normalizeEmail(email));
      await Promise.all([sendReset(email), wait(shortestAnswerMs)]);
    },

    /**
     * Changes the password, uses the link up and ends all sessions, in one write.
     *
     * @returns the user's id
     * @throws BadRequestError if the link was used, has expired, or never was
     */
    async resetPassword(token: string, newPassword: string, caller: Caller): Promise<string> {
      await limits.mailLinksPerAddress.take(caller.address);
      const { userId, secret } = readToken(token) ?? {};
      const user = await findById(users, userId);
      // Before the hash, which is expensive.
      if (!user || secret === undefined) throw refused();
      check(user, 'password-reset', secret);
      await turns.take('sign-in', caller, async () => {
        const passwordHash = await passwords.hash(newPassword);
        caller.signal.throwIfAborted();
        const isThere = await sessions.change(user.id, (current) => {
          check(current, 'password-reset', secret);
          const { changes, ending } = sessions.withOnly(current, undefined);
          const provenAt = current.emailProvenAt ?? now();
          return {
            changes: {
              ...changes,
              passwordHash,
              links: links.without(current, 'password-reset'),
              // The link came by mail, so it proves the address too.
              emailProvenAt: provenAt,
            },
            ending,
          };
        });
        // The account was deleted in the meantime.
        if (!isThere) throw refused();
      });
      return user.id;
    },

    /** Mails a link that proves the user's address. Does nothing if there is no such account. */
    async askForProof(userId: string, { address }: Caller): Promise<void> {
      mails.assertOn();
      await limits.mailLinksPerAddress.take(address);
      await limits.mailLinksPerAccount.take(`proof ${userId}`);
      const user = await findById(users, userId);
      if (user && !user.emailProvenAt) await sendLink(user, 'email-proof');
    },

    /**
     * Notes that the user has the address, and uses the link up in the same write.
     *
     * @returns the user's id
     * @throws BadRequestError if the link was used, has expired, or never was
     */
    async proveEmail(token: string, { address }: Caller): Promise<string> {
      await limits.mailLinksPerAddress.take(address);
      const { userId, secret = '' } = readToken(token) ?? {};
      if (!userId) throw refused();
      const isThere = await sessions.change(userId, (current) => {
        check(current, 'email-proof', secret);
        const changes = { emailProvenAt: now(), links: links.without(current, 'email-proof') };
        return { changes, ending: [] };
      });
      if (!isThere) throw refused();
      return userId;
    },
  };
}
