import { pathId } from '@ticketing-dev/common';
import { Router } from 'express';

import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';

export function showTicket(tickets: Tickets): Router {
  const router = Router();
  router.get('/api/tickets/:id', async (request, response) => {
    response.json(ticketData(await tickets.show(pathId(request, 'id'))));
  });
  return router;
}
