import {
  BadRequestError,
  logSecurity,
  readBody,
  readJson,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { normalizeEmail } from '../domain/email';
import { signInBody } from './bodies';
import { callerOf, limitStrangersByAddress } from './caller';
import { signInRules } from './credential-rules';
import type { RouteDeps } from './route-deps';
import { beginSession, endFormerSessions, userBody } from './session';

export function signIn(deps: RouteDeps): Router {
  const { accounts, sessions, devices, limits, hashEmail, countSignIn, logger } = deps;
  const router = Router();
  router.post(
    '/api/users/signin',
    limitStrangersByAddress(devices, limits.signInsPerAddress),
    readJson,
    ...signInRules,
    validateRequest,
    async (request, response) => {
      const { email, password } = readBody(request, signInBody);
      const device = devices.read(request);
      const caller = { ...callerOf(request, response), ...(device && { device }) };
      try {
        const { user, session } = await accounts.signIn({ email, password }, caller);
        await endFormerSessions(request, deps);
        beginSession(request, sessions.issue(user, session));
        devices.remember(request, response, normalizeEmail(email));
        countSignIn('succeeded');
        logSecurity(logger, 'sign-in', request, { userId: user.id });
        response.json(userBody(user));
      } catch (error) {
        if (error instanceof BadRequestError) {
          countSignIn('failed');
          logSecurity(logger, 'sign-in failed', request, { emailHash: hashEmail(email) });
        }
        throw error;
      }
    },
  );
  return router;
}
