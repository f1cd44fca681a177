import { currentUserId, type Page, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { doorBody } from '../domain/door-bodies';
import type { Doors } from '../domain/doors';
import { allow } from './allow';

export function listDoors(doors: Pick<Doors, 'listBySeller'>): Router {
  const router = Router();
  router.get('/api/tickets/doors', requireAuth, (request, response) => {
    const listOwn = (page: Page) => doors.listBySeller(currentUserId(request), page);
    return sendPage(request, response, listOwn, doorBody);
  });
  router.options('/api/tickets/doors', allow('GET, HEAD, POST'));
  return router;
}
