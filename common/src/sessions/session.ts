import { createSecretKey, type KeyObject } from 'node:crypto';

import type { CookieOptions } from 'express';
import jwt from 'jsonwebtoken';

import type { UserPayload } from '../contracts';
import { count, shape, text } from '../contracts/reader';
import type { EndedSessions } from './ended-sessions';

/** How long a session lasts: 24 hours. */
export const sessionSeconds = 24 * 60 * 60;

/** The session cookie's name and attributes; `secure` is added behind https by cookie-session itself. */
export const sessionCookie = {
  name: 'session',
  signed: false,
  httpOnly: true,
  sameSite: 'lax',
  maxAge: sessionSeconds * 1000,
} as const satisfies CookieOptions & { name: string };

const readUser = shape<Required<UserPayload>>({ id: text, email: text, iat: count });

/** The end of a session whose token names none. */
const farAwayMs = Date.UTC(9999, 11, 31);

/** What the token of a session says. */
export interface Session {
  readonly user: UserPayload;
  /** Names the session, so that it can be ended. Tokens that others sign may have none. */
  readonly sid?: string;
  readonly endsAt: Date;
}

/** Makes and checks the JWT inside of the session cookie. */
export interface Sessions {
  /**
   * A token of the contract's claims, HS256.
   *
   * @param session its name and its end; without it the token has no name, and ends after {@link sessionSeconds}
   */
  issue(
    user: { readonly id: string; readonly email: string },
    session?: { readonly sid: string; readonly endsAt: Date },
  ): string;
  /** The session of a token; undefined where it is not ours, malformed, or over. */
  read(token: unknown): Session | undefined;
}

/** What a service's sessions may depend on, beside the key. */
export interface SessionsOptions {
  /** Another key whose tokens are read, while `JWT_KEY` is being changed. */
  readonly previousKey?: string | undefined;
  /** The sessions that ended before their time. */
  readonly ended?: Pick<EndedSessions, 'has'>;
}

/** A browser shows its token again and again: so many are remembered, the latest. */
const remembered = 10_000;

/**
 * @param key any non-empty string; every service has the same. It becomes a key object once: with a string, each check
 *   would first try to parse it as a public key, at fifty times the price (auth0/node-jsonwebtoken#966).
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
  const known = new Map<string, Session>();

  const verifyBy = (by: KeyObject, token: string): Session | undefined => {
    try {
      const claims: unknown = jwt.verify(token, by, { algorithms: ['HS256'] });
      const { id, email, iat } = readUser(claims);
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
    const [oldest] = known.keys();
    if (known.size >= remembered && oldest !== undefined) known.delete(oldest);
    known.set(token, session);
  };

  const holds = ({ sid, endsAt }: Session): boolean =>
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
      const before = known.get(token);
      if (before && holds(before)) return before;
      known.delete(token);
      const session = verify(token);
      if (!session || !holds(session)) return undefined;
      remember(token, session);
      return session;
    },
  };
}

const inCookies = new RegExp(`(?:^|;) *${sessionCookie.name}=([^;]*)`, 'g');
/** Checking a token costs more than sending one. */
const mostTokens = 8;

/**
 * The sessions in a `Cookie` header that hold, as cookie-session writes them there. A browser sends several cookies of
 * one name where they were set for different paths or domains.
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
