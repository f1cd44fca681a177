import { currentUserId, type Limit, limitByUser, pathId, requireAuth } from '@ticketing-dev/common';
import { Router } from 'express';

import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';

export function takeOffSale(tickets: Tickets, limit: Limit): Router {
  const router = Router();
  router.delete('/api/tickets/:id', requireAuth, limitByUser(limit), async (request, response) => {
    const ticket = await tickets.takeOffSale(pathId(request, 'id'), currentUserId(request));
    response.json(ticketData(ticket));
  });
  return router;
}
