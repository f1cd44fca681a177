import {
  bodyRules,
  currentUserId,
  type Limit,
  limitByUser,
  readJson,
  requireAuth,
  validateRequest,
} from '@ticketing-dev/common';
import { Router } from 'express';

import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';
import { offerBody, readOffer } from './offer-body';

export function createTicket(tickets: Pick<Tickets, 'create'>, limit: Limit): Router {
  const router = Router();
  router.post(
    '/api/tickets',
    requireAuth,
    readJson,
    ...bodyRules(offerBody),
    validateRequest,
    limitByUser(limit),
    async (request, response) => {
      const ticket = await tickets.create(currentUserId(request), readOffer(request));
      response.status(201).json(ticketData(ticket));
    },
  );
  return router;
}
