import {
  BadRequestError,
  currentUserId,
  logSecurity,
  readBody,
  readJson,
  requireAuth,
  sessionOf,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { changePasswordBody } from './bodies';
import { callerOf } from './caller';
import { changePasswordRules } from './credential-rules';
import type { RouteDeps } from './route-deps';

export function changePassword({ accounts, isTooCommon, logger }: RouteDeps): Router {
  const router = Router();
  const rules = changePasswordRules(isTooCommon);
  router.post(
    '/api/users/password',
    requireAuth,
    readJson,
    ...rules,
    validateRequest,
    async (request, response) => {
      const { currentPassword, newPassword } = readBody(request, changePasswordBody);
      const userId = currentUserId(request);
      const { sid } = sessionOf(request) ?? {};
      try {
        await accounts.changePassword(
          { userId, sid, currentPassword, newPassword },
          callerOf(request, response),
        );
      } catch (error) {
        if (error instanceof BadRequestError) {
          logSecurity(logger, 'password change failed', request, { userId });
        }
        throw error;
      }
      logSecurity(logger, 'password changed', request, { userId });
      response.json({});
    },
  );
  return router;
}
