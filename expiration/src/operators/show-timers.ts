import { Router } from 'express';

import type { ExpirationTimers } from '../domain/expiration-queue';

/** `GET /timers`: how many timers wait, are delayed and failed. */
export function showTimers(timers: Pick<ExpirationTimers, 'count'>): Router {
  const router = Router();
  router.get('/timers', async (_request, response) => {
    response.json(await timers.count());
  });
  return router;
}
