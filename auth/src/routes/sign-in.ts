import { type Limit, type Sessions, validateRequest } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Accounts, Credentials } from '../domain/accounts';
import { normalizeEmail } from '../domain/email';
import { callerOf, limitStrangersByAddress } from './caller';
import { signInRules } from './credential-rules';
import type { Devices } from './devices';
import { beginSession, userBody } from './session';

export interface SignInDeps {
  readonly accounts: Pick<Accounts, 'signIn'>;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly perAddress: Limit;
}

export function signIn({ accounts, sessions, devices, perAddress }: SignInDeps): Router {
  const router = Router();
  router.post(
    '/api/users/signin',
    limitStrangersByAddress(devices, perAddress),
    validateRequest(...signInRules),
    async (request, response) => {
      const { email, password } = request.body as Credentials;
      const device = devices.read(request);
      const caller = { ...callerOf(request, response), ...(device && { device }) };
      const user = await accounts.signIn({ email, password }, caller);
      beginSession(request, sessions.issue(user));
      devices.remember(request, response, normalizeEmail(email));
      response.json(userBody(user));
    },
  );
  return router;
}
