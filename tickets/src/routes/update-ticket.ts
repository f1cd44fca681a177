import {
  type Limit,
  limitByUser,
  pathId,
  requireAuth,
  signedIn,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import type { Tickets } from '../domain/tickets';
import { ticketState } from '../events/publishers/ticket-state';
import { offerRules, readOffer } from './offer-rules';

export function updateTicket(tickets: Pick<Tickets, 'update'>, limit: Limit): Router {
  const router = Router();
  router.put(
    '/api/tickets/:id',
    requireAuth,
    validateRequest(...offerRules),
    limitByUser(limit),
    async (request, response) => {
      const id = pathId(request, 'id');
      const ticket = await tickets.update(id, signedIn(request).id, readOffer(request));
      response.json(ticketState(ticket));
    },
  );
  return router;
}
