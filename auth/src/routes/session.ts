import { DependencyError, type Session, sessionsIn, type UserBody } from '@ticketing-dev/common';
// For its types, which give a request its session.
import type {} from 'cookie-session';
import type { Request } from 'express';

import type { User, UserSession } from '../domain/user';
import type { RouteDeps } from './route-deps';

/** Lets the answer's cookie carry a session. */
export function beginSession(request: Request, jwt: string): void {
  request.session = { jwt };
}

/** Lets the answer clear the cookie. */
export function clearSession(request: Request): void {
  request.session = null;
}

/** What ends it; undefined for a token that somebody else has signed, without a name. */
export const named = (session: Session | undefined): UserSession | undefined =>
  session?.sid === undefined ? undefined : { sid: session.sid, endsAt: session.endsAt };

/** Ends every session that the request shows. */
export async function endShown(
  request: Request,
  { sessions, userSessions }: Pick<RouteDeps, 'sessions' | 'userSessions'>,
): Promise<void> {
  for (const session of sessionsIn(request.headers.cookie, sessions)) {
    const own = named(session);
    if (own) await userSessions.end(session.user.id, own);
  }
}

/** Ends the sessions in whose place a new one comes. That one stands, whether or not the database is still there. */
export async function endFormer(request: Request, deps: RouteDeps): Promise<void> {
  try {
    await endShown(request, deps);
  } catch (error) {
    if (!(error instanceof DependencyError)) throw error;
    deps.logger.warn({ err: error }, 'a former session goes on');
  }
}

/** What others may see of a user. */
export const userBody = ({ id, email }: User): UserBody => ({ id, email });
