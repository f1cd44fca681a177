import {
  BadRequestError,
  bodyRules,
  currentUserId,
  logSecurity,
  readBody,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { accountDeletionBody } from './bodies';
import { callerOf } from './caller';
import type { RouteDeps } from './route-deps';
import { clearSession } from './session';

export function deleteAccount({ accounts, logger }: RouteDeps): Router {
  const router = Router();
  router.delete(
    '/api/users/account',
    requireAuth,
    readJson,
    ...bodyRules(accountDeletionBody),
    validateRequest,
    async (request, response) => {
      const { password } = readBody(request, accountDeletionBody);
      const userId = currentUserId(request);
      try {
        await accounts.deleteAccount({ userId, password }, callerOf(request, response));
      } catch (error) {
        if (error instanceof BadRequestError) {
          logSecurity(logger, 'account deletion failed', request, { userId });
        }
        throw error;
      }
      logSecurity(logger, 'account deleted', request, { userId });
      clearSession(request);
      response.json({});
    },
  );
  return router;
}
