import { createHash, timingSafeEqual } from 'node:crypto';

import { type Changes, type Clock, type Id, toId } from '@ticketing-dev/common';

import type { LinkPurpose, OneTimeLink, User } from './user';

const hour = 60 * 60_000;
/** How long a link can be used. */
export const linkLifetimeMs: Readonly<Record<LinkPurpose, number>> = {
  'password-reset': hour,
  'email-proof': 24 * hour,
};
/** The most links of one account. The next one replaces the oldest. */
const mostLinks = 10;

/** What one-time links need. */
export interface LinksDeps {
  readonly now: Clock;
  readonly newId: () => string;
  /**
   * Makes the secret of a link. The mail is sent later, perhaps by another instance, and the database must not contain
   * the secret.
   *
   * @returns the secret by the current key first, then by the previous one
   */
  readonly secretsOf: (linkId: string) => readonly [string, ...string[]];
}

export type Links = ReturnType<typeof createLinks>;

/** The rules of one-time links. They are stored in the account, so that one write uses a link and does its work. */
export function createLinks({ now, newId, secretsOf }: LinksDeps) {
  const usable = ({ links = [] }: User): OneTimeLink[] =>
    links.filter(({ endsAt }) => endsAt > now());

  return {
    /** The account's next version, with one more link. */
    withOneMore(user: User, purpose: LinkPurpose): { link: OneTimeLink; changes: Changes<User> } {
      const id = newId();
      const [secret] = secretsOf(id);
      const endsAt = new Date(now().getTime() + linkLifetimeMs[purpose]);
      const link = { id, purpose, hash: hashOf(secret), endsAt };
      return { link, changes: { links: [...usable(user), link].slice(-mostLinks) } };
    },

    /** The account's links, without those of a purpose. */
    without: (user: User, purpose: LinkPurpose): OneTimeLink[] =>
      usable(user).filter((link) => link.purpose !== purpose),

    /** The token of a link, for its mail; undefined if the link was used or has expired. */
    tokenOf(user: User, linkId: string): string | undefined {
      const link = usable(user).find(({ id }) => id === linkId);
      const secret = link && secretsOf(linkId).find((each) => hashOf(each) === link.hash);
      return secret && `${user.id}.${secret}`;
    },

    /** Whether the account has a link with this secret that can be used. */
    has: (user: User, purpose: LinkPurpose, secret: string): boolean =>
      usable(user).some((link) => link.purpose === purpose && isEqual(link.hash, hashOf(secret))),
  };
}

/** Reads the token of a link: the id of the account and the secret. */
export function readToken(
  token: string,
): { readonly userId: Id; readonly secret: string } | undefined {
  const [id, secret = ''] = token.split('.');
  const userId = toId(id);
  return userId && { userId, secret };
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Both are hashes of the same length. */
const isEqual = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));
