import { bodyRules, type Limit, readBody, readJson, validateRequest } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Admissions } from '../domain/admissions';
import type { Doors } from '../domain/doors';
import { admissionBody } from '../domain/pass-events';
import { newAdmissionBody } from './door-bodies';
import { doorOf, requireDoor } from './require-door';

export function admit(
  doors: Pick<Doors, 'enterToCatchUp' | 'assertInTime'>,
  admissions: Pick<Admissions, 'admit'>,
  wrongCodes: Limit,
): Router {
  const router = Router();
  router.post(
    '/api/tickets/door/admissions',
    requireDoor((token) => doors.enterToCatchUp(token)),
    readJson,
    ...bodyRules(newAdmissionBody),
    validateRequest,
    async (request, response) => {
      const door = doorOf(request);
      const attempt = readBody(request, newAdmissionBody);
      doors.assertInTime(door, attempt.offlineAt);
      // Counted before the code is looked up, so that concurrent guesses do not exceed the limit.
      await wrongCodes.take(door.id);
      const { result, pass } = await admissions
        .admit(door, attempt)
        .catch(async (error: unknown) => {
          await wrongCodes.giveBack(door.id);
          throw error;
        });
      if (result === 'admitted' || result === 'used') await wrongCodes.giveBack(door.id);
      response
        .set('Cache-Control', 'no-store')
        .json(admissionBody(attempt.attemptId, result, pass));
    },
  );
  return router;
}
