import { logSecurity } from '@ticketing-dev/common';
import { Router } from 'express';

import type { RouteDeps } from './route-deps';
import { clearSession, endSentSessions } from './session';

export function signOut(deps: RouteDeps): Router {
  const router = Router();
  router.post('/api/users/signout', async (request, response) => {
    await endSentSessions(request, deps);
    const user = request.currentUser;
    if (user) logSecurity(deps.logger, 'sign-out', request, { userId: user.id });
    clearSession(request);
    response.json({});
  });
  return router;
}
