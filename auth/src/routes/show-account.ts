import { currentUserId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import { accountBody } from './account-body';
import type { RouteDeps } from './route-deps';

export function showAccount({ profile }: RouteDeps): Router {
  const router = Router();
  router.get('/api/users/account', requireAuth, async (request, response) => {
    response.json(accountBody(await profile.show(currentUserId(request))));
  });
  return router;
}
