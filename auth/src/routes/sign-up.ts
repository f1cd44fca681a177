import { type Sessions, validateRequest } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Accounts, Credentials } from '../domain/accounts';
import { signUpRules } from './credential-rules';
import { beginSession, userBody } from './session';

export function signUp(accounts: Pick<Accounts, 'signUp'>, sessions: Sessions): Router {
  const router = Router();
  router.post('/api/users/signup', validateRequest(...signUpRules), async (request, response) => {
    const { email, password } = request.body as Credentials;
    const user = await accounts.signUp({ email, password });
    beginSession(request, sessions.issue(user));
    response.status(201).json(userBody(user));
  });
  return router;
}
