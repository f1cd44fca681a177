import {
  checkIdempotencyKey,
  bodyRules,
  currentUserId,
  type Limit,
  limitByUser,
  readJson,
  requireAuth,
  resultIdOf,
  validateRequest,
} from '@ticketing-dev/common';
import { type RequestHandler, Router } from 'express';

import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';
import { offerBody, readOffer } from './offer-body';

export function createTicket(tickets: Tickets, limit: Limit, idempotent: RequestHandler): Router {
  const router = Router();
  router.post(
    '/api/tickets',
    requireAuth,
    readJson,
    ...bodyRules(offerBody),
    validateRequest,
    checkIdempotencyKey,
    limitByUser(limit),
    idempotent,
    async (request, response) => {
      const ticket = await tickets.create(
        currentUserId(request),
        readOffer(request),
        resultIdOf(request),
      );
      response.status(201).json(ticketData(ticket));
    },
  );
  return router;
}
