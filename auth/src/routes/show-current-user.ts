import { type CurrentUserBody, sessionOf } from '@ticketing-dev/common';
import { Router } from 'express';

export function showCurrentUser(): Router {
  const router = Router();
  router.get('/api/users/currentuser', (request, response) => {
    response.json({ currentUser: sessionOf(request)?.user ?? null } satisfies CurrentUserBody);
  });
  return router;
}
