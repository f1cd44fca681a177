import { type Limit, limitByAddress, type Sessions, validateRequest } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Accounts, Credentials } from '../domain/accounts';
import type { IsTooCommon } from '../domain/common-passwords';
import { normalizeEmail } from '../domain/email';
import { callerOf } from './caller';
import { signUpRules } from './credential-rules';
import type { Devices } from './devices';
import { beginSession, userBody } from './session';

export interface SignUpDeps {
  readonly accounts: Pick<Accounts, 'signUp'>;
  readonly sessions: Sessions;
  readonly devices: Devices;
  readonly perAddress: Limit;
  readonly isTooCommon: IsTooCommon;
}

export function signUp({ accounts, sessions, devices, ...rules }: SignUpDeps): Router {
  const router = Router();
  router.post(
    '/api/users/signup',
    limitByAddress(rules.perAddress),
    validateRequest(...signUpRules(rules.isTooCommon)),
    async (request, response) => {
      const { email, password } = request.body as Credentials;
      const user = await accounts.signUp({ email, password }, callerOf(request, response));
      beginSession(request, sessions.issue(user));
      devices.remember(request, response, normalizeEmail(email));
      response.status(201).json(userBody(user));
    },
  );
  return router;
}
