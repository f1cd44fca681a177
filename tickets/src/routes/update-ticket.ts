import {
  bodyRules,
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
import { offerBody, readOffer } from './offer-body';

export function updateTicket(tickets: Tickets, limit: Limit): Router {
  const router = Router();
  router.put(
    '/api/tickets/:id',
    requireAuth,
    readJson,
    ...bodyRules(offerBody),
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
