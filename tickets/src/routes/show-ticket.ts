import { pathId } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Tickets } from '../domain/tickets';
import { ticketState } from '../events/publishers/ticket-state';

export function showTicket(tickets: Pick<Tickets, 'find'>): Router {
  const router = Router();
  router.get('/api/tickets/:id', async (request, response) => {
    response.json(ticketState(await tickets.find(pathId(request, 'id'))));
  });
  return router;
}
