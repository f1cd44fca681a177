import type { DoorStateBody } from '@ticketing-dev/common';
import { type RequestHandler, Router } from 'express';

import type { Admissions } from '../domain/admissions';
import { doorBody } from '../domain/door-bodies';
import { allow } from './allow';
import { doorOf } from './require-door';

export function showDoor(staff: RequestHandler, admissions: Pick<Admissions, 'count'>): Router {
  const router = Router();
  router.get('/api/tickets/door', staff, async (request, response) => {
    const door = doorOf(request);
    const body: DoorStateBody = { ...doorBody(door), ...(await admissions.count(door)) };
    response.set('Cache-Control', 'no-store').json(body);
  });
  router.options('/api/tickets/door', allow('GET, HEAD'));
  return router;
}
