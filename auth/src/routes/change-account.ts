import {
  bodyRules,
  currentUserId,
  readBody,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { accountBody } from './account-body';
import { accountChangeBody } from './bodies';
import type { RouteDeps } from './route-deps';

export function changeAccount({ profile }: RouteDeps): Router {
  const router = Router();
  router.put(
    '/api/users/account',
    requireAuth,
    readJson,
    ...bodyRules(accountChangeBody),
    validateRequest,
    async (request, response) => {
      const { name } = readBody(request, accountChangeBody);
      response.json(
        accountBody(await profile.changeName(currentUserId(request), name || undefined)),
      );
    },
  );
  return router;
}
