import type { UserBody } from '@ticketing-dev/common';
// For its types, which give a request its session.
import type {} from 'cookie-session';
import type { Request } from 'express';

import type { User } from '../domain/user';

/** Lets the answer's cookie carry a session. */
export function beginSession(request: Request, jwt: string): void {
  request.session = { jwt };
}

/** Lets the answer clear the cookie. */
export function endSession(request: Request): void {
  request.session = null;
}

/** What others may see of a user. */
export const userBody = ({ id, email }: User): UserBody => ({ id, email });
