import type { CurrentUserBody } from '@ticketing-dev/common';
import { Router } from 'express';

export function showCurrentUser(): Router {
  const router = Router();
  router.get('/api/users/currentuser', (request, response) => {
    response.json({ currentUser: request.currentUser ?? null } satisfies CurrentUserBody);
  });
  return router;
}
