import { createSecretKey, type KeyObject } from 'node:crypto';

import type { CookieOptions } from 'express';
import jwt from 'jsonwebtoken';

import type { UserPayload } from '../contracts';
import { count, shape, text } from '../contracts/reader';

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

const readUser = shape<UserPayload>({ id: text, email: text, iat: count });

/** Makes and checks the JWT inside of the session cookie. */
export interface Sessions {
  /** A token of the contract's claims, HS256, that ends after {@link sessionSeconds}. */
  issue(user: { readonly id: string; readonly email: string }): string;
  /** Whose token it is; undefined where it is not ours, malformed, or over. */
  read(token: unknown): UserPayload | undefined;
}

interface Verified {
  readonly user: UserPayload;
  /** In seconds since 1970. */
  readonly endsAt: number;
}

/** A browser shows its token again and again: so many are remembered, the latest. */
const remembered = 10_000;

/**
 * @param key any non-empty string; every service has the same. It becomes a key object once: with a string, each check
 *   would first try to parse it as a public key, at fifty times the price (auth0/node-jsonwebtoken#966).
 */
export function createSessions(key: string): Sessions {
  const secret: KeyObject = createSecretKey(Buffer.from(key));
  const known = new Map<string, Verified>();

  const verify = (token: string): Verified | undefined => {
    try {
      const claims = readUser(jwt.verify(token, secret, { algorithms: ['HS256'] }));
      const { id, email, iat, exp } = claims as UserPayload & { readonly exp?: number };
      return { user: { id, email, iat }, endsAt: exp ?? Infinity };
    } catch {
      return undefined;
    }
  };

  const remember = (token: string, verified: Verified): void => {
    const [oldest] = known.keys();
    if (known.size >= remembered && oldest !== undefined) known.delete(oldest);
    known.set(token, verified);
  };

  return {
    issue: ({ id, email }) =>
      jwt.sign({ id, email }, secret, { algorithm: 'HS256', expiresIn: sessionSeconds }),
    read(token) {
      if (typeof token !== 'string') return undefined;
      const before = known.get(token);
      if (before && before.endsAt > Date.now() / 1000) return before.user;
      known.delete(token);
      const verified = verify(token);
      if (verified) remember(token, verified);
      return verified?.user;
    },
  };
}

const inCookies = new RegExp(`(?:^|;) *${sessionCookie.name}=([^;]*)`);

/** The token in a `Cookie` header, as cookie-session writes it there; undefined where there is none. */
export function tokenIn(cookies: string | undefined): unknown {
  const encoded = cookies === undefined ? undefined : inCookies.exec(cookies)?.[1];
  if (!encoded) return undefined;
  try {
    const session: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
    return (session as { readonly jwt?: unknown } | null)?.jwt;
  } catch {
    return undefined;
  }
}
