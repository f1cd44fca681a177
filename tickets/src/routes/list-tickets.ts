import { readPage, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';

export function listTickets(tickets: Pick<Tickets, 'onSale'>): Router {
  const router = Router();
  router.get('/api/tickets', async (request, response) => {
    const page = readPage(request);
    // One more than requested: it shows whether there is a next page.
    const onSale = await tickets.onSale({ ...page, limit: page.limit + 1 });
    sendPage(request, response, page, onSale.map(ticketData));
  });
  return router;
}
