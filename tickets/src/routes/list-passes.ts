import {
  bodyRules,
  type DoorListBody,
  readBody,
  readJson,
  validateRequest,
} from '@ticketing-dev/common';
import { type RequestHandler, Router } from 'express';

import type { Admissions } from '../domain/admissions';
import { seatOf } from '../domain/pass-events';
import { doorListRequest } from './door-bodies';
import { doorOf } from './require-door';

/** A POST, because it marks each pass as listed. */
export function listPasses(staff: RequestHandler, admissions: Pick<Admissions, 'list'>): Router {
  const router = Router();
  router.post(
    '/api/tickets/door/list',
    staff,
    readJson,
    ...bodyRules(doorListRequest),
    validateRequest,
    async (request, response) => {
      const { after } = readBody(request, doorListRequest);
      const { listedAt, passes, next } = await admissions.list(doorOf(request), after);
      response.set('Cache-Control', 'no-store').json({
        listedAt: listedAt.toISOString(),
        passes: passes.map((pass) => ({
          seatId: pass.id,
          serial: pass.serial,
          state: pass.state,
          typedHash: pass.typedHash,
          ticket: seatOf(pass),
        })),
        ...(next !== undefined && { next }),
      } satisfies DoorListBody);
    },
  );
  return router;
}
