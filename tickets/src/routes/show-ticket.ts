import { pathId } from '@ticketing-dev/common';
import { Router } from 'express';

import { shownTicket } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';

export function showTicket(tickets: Tickets): Router {
  const router = Router();
  router.get('/api/tickets/:id', async (request, response) => {
    const { ticket, order } = await tickets.show(pathId(request, 'id'));
    response.json(shownTicket(ticket, order));
  });
  return router;
}
