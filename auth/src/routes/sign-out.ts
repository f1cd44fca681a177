import { Router } from 'express';

import { endSession } from './session';

export function signOut(): Router {
  const router = Router();
  router.post('/api/users/signout', (request, response) => {
    endSession(request);
    response.json({});
  });
  return router;
}
