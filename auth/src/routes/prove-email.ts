import {
  bodyRules,
  limitByAddress,
  logSecurity,
  readBody,
  readJson,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { emailProofBody } from './bodies';
import { callerOf } from './caller';
import type { RouteDeps } from './route-deps';

export function proveEmail({ recovery, limits, logger }: RouteDeps): Router {
  const router = Router();
  router.post(
    '/api/users/email-proof/confirm',
    limitByAddress(limits.mailLinksPerAddress),
    readJson,
    ...bodyRules(emailProofBody),
    validateRequest,
    async (request, response) => {
      const { token } = readBody(request, emailProofBody);
      const userId = await recovery.proveEmail(token, callerOf(request, response));
      logSecurity(logger, 'e-mail address proved', request, { userId });
      response.json({});
    },
  );
  return router;
}
