import { currentUserId, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import { doorBody } from '../domain/door-bodies';
import type { Doors } from '../domain/doors';

export function revokeDoor(doors: Pick<Doors, 'revoke'>): Router {
  const router = Router();
  router.delete('/api/tickets/doors/:id', requireAuth, async (request, response) => {
    const door = await doors.revoke(pathId(request, 'id'), currentUserId(request));
    response.json(doorBody(door));
  });
  return router;
}
