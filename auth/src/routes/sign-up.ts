import {
  limitByAddress,
  logSecurity,
  readBody,
  readJson,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { normalizeEmail } from '../domain/email';
import { signUpBody } from './bodies';
import { callerOf } from './caller';
import { signUpRules } from './credential-rules';
import type { RouteDeps } from './route-deps';
import { beginSession, endFormerSessions, userBody } from './session';
import { wishedLanguage } from './wished-language';

export function signUp(deps: RouteDeps): Router {
  const { accounts, sessions, devices, limits, isTooCommon, logger } = deps;
  const router = Router();
  router.post(
    '/api/users/signup',
    limitByAddress(limits.signUpsPerAddress),
    readJson,
    ...signUpRules(isTooCommon),
    validateRequest,
    async (request, response) => {
      const { email, password, language = wishedLanguage(request) } = readBody(request, signUpBody);
      const caller = callerOf(request, response);
      const { user, session } = await accounts.signUp({ email, password, language }, caller);
      await endFormerSessions(request, deps);
      beginSession(request, sessions.issue(user, session));
      devices.remember(request, response, normalizeEmail(email));
      logSecurity(logger, 'sign-up', request, { userId: user.id });
      response.status(201).json(userBody(user));
    },
  );
  return router;
}
