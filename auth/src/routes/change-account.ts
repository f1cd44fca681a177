import {
  bodyRules,
  currentUserId,
  readBody,
  readJson,
  RequestValidationError,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { accountBody } from './account-body';
import { accountChangeBody, badName } from './bodies';
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
      const { name, language } = readBody(request, accountChangeBody);
      if (name === undefined && language === undefined) {
        throw new RequestValidationError([{ message: badName, field: 'name' }]);
      }
      const changes = {
        ...(name !== undefined && { name: name || undefined }),
        ...(language && { language }),
      };
      response.json(accountBody(await profile.change(currentUserId(request), changes)));
    },
  );
  return router;
}
