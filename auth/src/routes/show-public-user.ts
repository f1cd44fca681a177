import { pathId } from '@ticketing-dev/common';
import { Router } from 'express';

import { publicUserBody } from './account-body';
import type { RouteDeps } from './route-deps';

export function showPublicUser({ profile }: RouteDeps): Router {
  const router = Router();
  router.get('/api/users/:id/public', async (request, response) => {
    response.json(publicUserBody(await profile.show(pathId(request, 'id'))));
  });
  return router;
}
