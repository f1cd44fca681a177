import {
  bodyRules,
  limitByAddress,
  logSecurity,
  readBody,
  readJson,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { passwordResetBody } from './bodies';
import { callerOf } from './caller';
import type { RouteDeps } from './route-deps';

export function askPasswordReset({ recovery, limits, hashEmail, logger }: RouteDeps): Router {
  const router = Router();
  router.post(
    '/api/users/password-reset',
    limitByAddress(limits.mailLinksPerAddress),
    readJson,
    ...bodyRules(passwordResetBody),
    validateRequest,
    async (request, response) => {
      const { email } = readBody(request, passwordResetBody);
      await recovery.askForReset(email, callerOf(request, response));
      logSecurity(logger, 'password reset asked', request, { emailHash: hashEmail(email) });
      response.status(202).json({});
    },
  );
  return router;
}
