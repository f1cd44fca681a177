import { createSecretKey, type KeyObject } from 'node:crypto';

import type { CookieOptions } from 'express';
import jwt from 'jsonwebtoken';

import type { UserPayload } from '../contracts';
import { type Guard, isCount, isText, shape } from '../contracts/guard';

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

const isUserPayload: Guard<UserPayload> = shape<UserPayload>({
  id: isText,
  email: isText,
  iat: isCount,
});

/** Makes and checks the JWT inside of the session cookie. */
export interface Sessions {
  /** A token of the contract's claims, HS256, that ends after {@link sessionSeconds}. */
  issue(user: { readonly id: string; readonly email: string }): string;
  /** Whose token it is; undefined where it is not ours, malformed, or over. */
  read(token: unknown): UserPayload | undefined;
}

/**
 * @param key any non-empty string; every service has the same. It becomes a key object once: with a string, each check
 *   would first try to parse it as a public key, at fifty times the price (auth0/node-jsonwebtoken#966).
 */
export function createSessions(key: string): Sessions {
  const secret: KeyObject = createSecretKey(Buffer.from(key));
  return {
    issue: ({ id, email }) =>
      jwt.sign({ id, email }, secret, { algorithm: 'HS256', expiresIn: sessionSeconds }),
    read(token) {
      if (typeof token !== 'string') return undefined;
      try {
        const claims = jwt.verify(token, secret, { algorithms: ['HS256'] });
        return isUserPayload(claims)
          ? { id: claims.id, email: claims.email, iat: claims.iat }
          : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
