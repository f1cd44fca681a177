import { currentUserId, logSecurity, requireAuth, sessionOf } from '@ticketing-dev/common';
import { Router } from 'express';

import type { RouteDeps } from './route-deps';
import { clearSession, userSessionOf } from './session';

export function signOutEverywhere({ userSessions, logger }: RouteDeps): Router {
  const router = Router();
  router.post('/api/users/signout-everywhere', requireAuth, async (request, response) => {
    const userId = currentUserId(request);
    await userSessions.endAll(userId, userSessionOf(sessionOf(request)));
    logSecurity(logger, 'sign-out everywhere', request, { userId });
    clearSession(request);
    response.json({});
  });
  return router;
}
