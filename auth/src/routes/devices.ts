import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';

import { deriveKey, keyedHash } from '@ticketing-dev/common';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import onHeaders from 'on-headers';

/** A browser that was signed in before. */
export interface Device {
  readonly id: string;
  /** Whether the browser was signed in to this account. */
  hasAccount(email: string): boolean;
}

/** Remembers browsers with a signed cookie, so that guesses of strangers never lock out the owner of an account. */
export interface Devices {
  /** Adds the cookie to responses. Use it before the session middleware, so that the session's cookie comes first. */
  readonly writer: RequestHandler;
  /** Undefined if the cookie is missing, expired, or not signed by us. */
  read(request: Request): Device | undefined;
  /** Adds this account to the response's cookie. */
  remember(request: Request, response: Response, email: string): void;
}

const name = 'device';
const inCookies = new RegExp(`(?:^|;) *${name}=([^;]*)`);
const lifeMs = 180 * 24 * 60 * 60 * 1000;
const attributes = {
  httpOnly: true,
  sameSite: 'lax',
  path: '/api/users',
  maxAge: lifeMs,
} as const satisfies CookieOptions;
/** Enough for a household. */
const mostAccounts = 5;

interface Claims {
  readonly id: string;
  /** Keyed hashes of their e-mail addresses. */
  readonly accounts: readonly string[];
  /** In milliseconds since 1970. */
  readonly endsAt: number;
}

/** @param jwtKeys the services' keys: the first one signs, and all of them verify */
export function createDevices(...jwtKeys: readonly [string, ...string[]]): Devices {
  const [key, ...olderKeys] = jwtKeys.map((jwtKey) => deriveKey(jwtKey, 'device cookie'));
  if (!key) throw new Error('a device cookie needs a key');
  const cookies = new WeakMap<Response, string>();
  const accountOf = (email: string): string => keyedHash(key, email);

  const claimsOf = ({ headers: { cookie } }: Request): Claims | undefined => {
    const token = cookie === undefined ? undefined : inCookies.exec(cookie)?.[1];
    if (token === undefined) return undefined;
    const claims = [key, ...olderKeys].map((each) => verify(each, token)).find(Boolean);
    return claims && claims.endsAt > Date.now() ? claims : undefined;
  };

  return {
    writer(_request, response, next) {
      onHeaders(response, () => {
        const cookie = cookies.get(response);
        if (cookie !== undefined)
          response.cookie(name, cookie, { ...attributes, secure: response.req.secure });
      });
      next();
    },
    read(request) {
      const claims = claimsOf(request);
      return (
        claims && {
          id: claims.id,
          hasAccount: (email) => claims.accounts.includes(accountOf(email)),
        }
      );
    },
    remember(request, response, email) {
      const { id = randomBytes(16).toString('base64url'), accounts = [] } = claimsOf(request) ?? {};
      const account = accountOf(email);
      const latest = [account, ...accounts.filter((each) => each !== account)];
      cookies.set(
        response,
        sign(key, { id, accounts: latest.slice(0, mostAccounts), endsAt: Date.now() + lifeMs }),
      );
    },
  };
}

const mac = (key: KeyObject, payload: string): Buffer =>
  createHmac('sha256', key).update(payload).digest();

function sign(key: KeyObject, claims: Claims): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${mac(key, payload).toString('base64url')}`;
}

/** A payload with our signature needs no further check: it has the form that we gave it. */
function verify(key: KeyObject, token: string): Claims | undefined {
  const [payload = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = mac(key, payload);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
}
