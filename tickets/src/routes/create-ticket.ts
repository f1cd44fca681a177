import {
  type Limit,
  limitByUser,
  requireAuth,
  signedIn,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import type { Tickets } from '../domain/tickets';
import { ticketState } from '../events/publishers/ticket-state';
import { offerRules, readOffer } from './offer-rules';

export function createTicket(tickets: Pick<Tickets, 'create'>, limit: Limit): Router {
  const router = Router();
  router.post(
    '/api/tickets',
    requireAuth,
    validateRequest(...offerRules),
    limitByUser(limit),
    async (request, response) => {
      const ticket = await tickets.create(signedIn(request).id, readOffer(request));
      response.status(201).json(ticketState(ticket));
    },
  );
  return router;
}
