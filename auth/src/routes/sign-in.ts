import { type Sessions, validateRequest } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Accounts, Credentials } from '../domain/accounts';
import { signInRules } from './credential-rules';
import { beginSession, userBody } from './session';

export function signIn(accounts: Pick<Accounts, 'signIn'>, sessions: Sessions): Router {
  const router = Router();
  router.post('/api/users/signin', validateRequest(...signInRules), async (request, response) => {
    const { email, password } = request.body as Credentials;
    const user = await accounts.signIn({ email, password });
    beginSession(request, sessions.issue(user));
    response.json(userBody(user));
  });
  return router;
}
