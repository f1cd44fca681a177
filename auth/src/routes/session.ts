import { DependencyError, type Session, sessionsIn, type UserBody } from '@ticketing-dev/common';
// Only for its types, which add `session` to a request.
import type {} from 'cookie-session';
import type { Request } from 'express';

import type { User, UserSession } from '../domain/user';
import type { RouteDeps } from './route-deps';

/** Sets the session cookie in the response. */
export function beginSession(request: Request, jwt: string): void {
  request.session = { jwt };
}

/** Clears the session cookie in the response. */
export function clearSession(request: Request): void {
  request.session = null;
}

/** The part of a session that ends it. Undefined for a token without `sid`, which another issuer signed. */
export const userSessionOf = (session: Session | undefined): UserSession | undefined =>
  session?.sid === undefined ? undefined : { sid: session.sid, endsAt: session.endsAt };

/** Ends every session in the request's cookies. */
export async function endSentSessions(
  request: Request,
  { sessions, userSessions }: Pick<RouteDeps, 'sessions' | 'userSessions'>,
): Promise<void> {
  for (const session of sessionsIn(request.headers.cookie, sessions)) {
    const own = userSessionOf(session);
    if (own) await userSessions.end(session.user.id, own);
  }
}

/** Ends the sessions that a new one replaces. The new session stays valid if the database is unavailable. */
export async function endFormerSessions(request: Request, deps: RouteDeps): Promise<void> {
  try {
    await endSentSessions(request, deps);
  } catch (error) {
    if (!(error instanceof DependencyError)) throw error;
    deps.logger.warn({ err: error }, 'could not end a former session');
  }
}

/** The form of a user in API responses. */
export const userBody = ({ id, email }: User): UserBody => ({ id, email });
