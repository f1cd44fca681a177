import { createSecretKey, type KeyObject } from 'node:crypto';

import type { CookieOptions } from 'express';
import jwt from 'jsonwebtoken';

import { makeRoom } from '../base/make-room';
import type { UserPayload } from '../contracts';
import { count, message, text } from '../schemas/fields';
import { read } from '../schemas/read';
import type { EndedSessions } from './ended-sessions';

/** How long a session lasts: 24 hours. */
export const sessionSeconds = 24 * 60 * 60;

/** The session cookie's name and attributes; cookie-session adds `secure` behind https. */
export const sessionCookie = {
  name: 'session',
  signed: false,
  httpOnly: true,
  sameSite: 'lax',
  maxAge: sessionSeconds * 1000,
} as const satisfies CookieOptions & { name: string };

const claimsSchema = message({ id: text, email: text, iat: count });

/** The end of a session whose token has no `exp`. */
const farAwayMs = Date.UTC(9999, 11, 31);

/** A session, as read from its token. */
export interface Session {
  readonly user: Required<UserPayload>;
  /** The session's id, by which it can be ended. Tokens that other programs sign may have none. */
  readonly sid?: string;
  readonly endsAt: Date;
}

/** Signs and verifies the JWT in the session cookie. */
export interface Sessions {
  /**
   * Signs a token with the contract's claims (HS256).
   *
   * @param session its id and its end; without it the token has no `sid` and expires after {@link sessionSeconds}
   */
  issue(
    user: { readonly id: string; readonly email: string },
    session?: { readonly sid: string; readonly endsAt: Date },
  ): string;
  /** The session of a token; undefined if the token is not ours or malformed, or if the session has ended. */
  read(token: unknown): Session | undefined;
}

/** Options of {@link createSessions}. */
export interface SessionsOptions {
  /** Another key whose tokens are accepted, while `JWT_KEY` is being changed. */
  readonly previousKey?: string | undefined;
  /** The ended sessions, whose tokens are refused. */
  readonly ended?: Pick<EndedSessions, 'has'>;
}

/** How many verified tokens are cached, because a browser sends the same token with each request. */
const cacheSize = 10_000;

/**
 * Signs and verifies tokens with a key.
 *
 * @param key any non-empty string, the same in every service. It becomes a key object once: with a string, each
 *   verification would first try to parse a public key, which takes fifty times as long (auth0/node-jsonwebtoken#966).
 */
export function createSessions(
  key: string,
  { previousKey, ended }: SessionsOptions = {},
): Sessions {
  const secret = createSecretKey(Buffer.from(key));
  const accepted: readonly KeyObject[] = [
    secret,
    ...(previousKey === undefined ? [] : [createSecretKey(Buffer.from(previousKey))]),
  ];
  const cache = new Map<string, Session>();

  const verifyBy = (by: KeyObject, token: string): Session | undefined => {
    try {
      const claims: unknown = jwt.verify(token, by, { algorithms: ['HS256'] });
      const { id, email, iat } = read(claimsSchema, claims);
      const { sid, exp = Infinity } = claims as jwt.JwtPayload;
      return {
        user: { id, email, iat },
        ...(typeof sid === 'string' && sid !== '' ? { sid } : {}),
        endsAt: new Date(Math.min(exp * 1000, farAwayMs)),
      };
    } catch {
      return undefined;
    }
  };

  const verify = (token: string): Session | undefined => {
    for (const each of accepted) {
      const session = verifyBy(each, token);
      if (session) return session;
    }
    return undefined;
  };

  const remember = (token: string, session: Session): void => {
    makeRoom(cache, token, cacheSize);
    cache.set(token, session);
  };

  const isValid = ({ sid, endsAt }: Session): boolean =>
    endsAt.getTime() > Date.now() && (sid === undefined || ended?.has(sid) !== true);

  return {
    issue({ id, email }, session) {
      if (!session) {
        return jwt.sign({ id, email }, secret, { algorithm: 'HS256', expiresIn: sessionSeconds });
      }
      const { sid, endsAt } = session;
      const exp = Math.floor(endsAt.getTime() / 1000);
      return jwt.sign({ id, email, sid, exp }, secret, { algorithm: 'HS256' });
    },
    read(token) {
      if (typeof token !== 'string') return undefined;
      const before = cache.get(token);
      if (before && isValid(before)) return before;
      cache.delete(token);
      const session = verify(token);
      if (!session || !isValid(session)) return undefined;
      remember(token, session);
      return session;
    },
  };
}

const inCookies = new RegExp(`(?:^|;) *${sessionCookie.name}=([^;]*)`, 'g');
/** The most tokens that one header may make us verify, because verifying costs more than sending. */
const mostTokens = 8;

/** Whether a `Cookie` header has a cookie with the session's name, valid or not. */
export const hasSessionCookie = (cookies: string | undefined): boolean =>
  cookies !== undefined && cookies.search(inCookies) >= 0;

/**
 * The valid sessions in a `Cookie` header, in the format of cookie-session. A browser sends several cookies of one name
 * if they were set for different paths or domains.
 */
export function* sessionsIn(
  cookies: string | undefined,
  sessions: Pick<Sessions, 'read'>,
): Iterable<Session> {
  let count = 0;
  for (const [, encoded = ''] of cookies?.matchAll(inCookies) ?? []) {
    if (count === mostTokens) return;
    count += 1;
    const session = sessions.read(tokenOf(encoded));
    if (session) yield session;
  }
}

function tokenOf(encoded: string): unknown {
  try {
    const session: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
    return (session as { readonly jwt?: unknown } | null)?.jwt;
  } catch {
    return undefined;
  }
}
