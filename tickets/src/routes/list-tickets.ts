import { sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';

export function listTickets(tickets: Tickets): Router {
  const router = Router();
  router.get('/api/tickets', (request, response) =>
    sendPage(request, response, tickets.listOnSale, (ticket) => ticketData(ticket)),
  );
  return router;
}
