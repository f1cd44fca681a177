import {
  bodyRules,
  currentUserId,
  type Limit,
  limitByUser,
  type NewDoorBody,
  readBody,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { doorBody } from '../domain/door-bodies';
import type { Doors } from '../domain/doors';
import { newDoorBody } from './door-bodies';

/** It takes no `Idempotency-Key`: the answer has the token, which is stored nowhere and so cannot be answered again. */
export function createDoor(doors: Pick<Doors, 'open'>, limit: Limit): Router {
  const router = Router();
  router.post(
    '/api/tickets/doors',
    requireAuth,
    readJson,
    ...bodyRules(newDoorBody),
    validateRequest,
    limitByUser(limit),
    async (request, response) => {
      const wanted = readBody(request, newDoorBody);
      const { door, token } = await doors.open(currentUserId(request), wanted);
      const body: NewDoorBody = { ...doorBody(door), token };
      response.status(201).set('Cache-Control', 'no-store').json(body);
    },
  );
  return router;
}
