import {
  limitByAddress,
  logSecurity,
  readBody,
  readJson,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { newPasswordBody } from './bodies';
import { callerOf } from './caller';
import { newPasswordRules } from './credential-rules';
import type { RouteDeps } from './route-deps';

export function resetPassword({ recovery, limits, isTooCommon, logger }: RouteDeps): Router {
  const router = Router();
  router.post(
    '/api/users/password-reset/confirm',
    limitByAddress(limits.mailLinksPerAddress),
    readJson,
    ...newPasswordRules(isTooCommon),
    validateRequest,
    async (request, response) => {
      const { token, newPassword } = readBody(request, newPasswordBody);
      const caller = callerOf(request, response);
      const userId = await recovery.resetPassword(token, newPassword, caller);
      logSecurity(logger, 'password reset', request, { userId });
      response.json({});
    },
  );
  return router;
}
