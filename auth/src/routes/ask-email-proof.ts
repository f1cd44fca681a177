import { currentUserId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import { callerOf } from './caller';
import type { RouteDeps } from './route-deps';

export function askEmailProof({ recovery }: RouteDeps): Router {
  const router = Router();
  router.post('/api/users/email-proof', requireAuth, async (request, response) => {
    await recovery.askForProof(currentUserId(request), callerOf(request, response));
    response.status(202).json({});
  });
  return router;
}
