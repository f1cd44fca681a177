import {
  currentUserId,
  type Limit,
  limitByUser,
  pathId,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';
import { offerRules, readOffer } from './offer-rules';

export function updateTicket(tickets: Pick<Tickets, 'update'>, limit: Limit): Router {
  const router = Router();
  router.put(
    '/api/tickets/:id',
    requireAuth,
    readJson,
    ...offerRules,
    validateRequest,
    limitByUser(limit),
    async (request, response) => {
      const id = pathId(request, 'id');
      const ticket = await tickets.update(id, currentUserId(request), readOffer(request));
      response.json(ticketData(ticket));
    },
  );
  return router;
}
