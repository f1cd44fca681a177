import type { Request, RequestHandler } from 'express';

import type { UserPayload } from '../contracts';
import { NotAuthorizedError } from '../errors/not-authorized-error';
import { hasSessionCookie, type Session, type Sessions, sessionsIn } from '../sessions/session';
import { sessionsOf } from './app-locals';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express has its types extended so.
  namespace Express {
    interface Request {
      /** Who is signed in, set by {@link currentUser}; undefined if no user is. */
      currentUser?: UserPayload | undefined;
    }
  }
}

const held = new WeakMap<Request, Session>();

/**
 * Sets `req.currentUser` to the user of the first valid session, of a cookie or else of `req.session.jwt`. Sessions
 * are checked with the app's key, or with `JWT_KEY`. It refuses no request; {@link requireAuth} does.
 */
export const currentUser: RequestHandler = (request, _response, next) => {
  const session = findSession(request);
  if (session) {
    held.set(request, session);
    request.currentUser = session.user;
  }
  next();
};

/** The session of {@link currentUser}, with its `sid`; undefined if no user is signed in. */
export const sessionOf = (request: Request): Session | undefined => held.get(request);

/** Whether the session of a request that lasts long has not ended since {@link currentUser}. */
export const isStillSignedIn = (request: Request): boolean =>
  request.currentUser !== undefined && findSession(request)?.user.id === request.currentUser.id;

/**
 * The id of `req.currentUser`, on a route behind {@link requireAuth}.
 *
 * @throws NotAuthorizedError if no user is signed in
 */
export function currentUserId({ currentUser: user }: Request): string {
  if (!user) throw new NotAuthorizedError();
  return user.id;
}

function findSession(request: Request): Session | undefined {
  // A request without a cookie needs no key.
  const sessions: Pick<Sessions, 'read'> = { read: (token) => sessionsOf(request).read(token) };
  const { cookie } = request.headers;
  for (const session of sessionsIn(cookie, sessions)) return session;
  // cookie-session would write the cookie again, in its own form, because it was read.
  if (hasSessionCookie(cookie)) return undefined;
  const { session: parsed } = request as { readonly session?: { readonly jwt?: unknown } | null };
  return parsed?.jwt === undefined ? undefined : sessions.read(parsed.jwt);
}
