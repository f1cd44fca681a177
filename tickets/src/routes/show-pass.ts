import { currentUserId, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import { passBody } from '../domain/pass-events';
import type { Passes } from '../domain/passes';

export function showPass(passes: Pick<Passes, 'show'>): Router {
  const router = Router();
  router.get('/api/tickets/passes/:orderId', requireAuth, async (request, response) => {
    const { pass, code } = await passes.show(pathId(request, 'orderId'), currentUserId(request));
    response.set('Cache-Control', 'no-store').json(passBody(pass, code));
  });
  return router;
}
