import { currentUserId, type Page, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { shownTicket } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';

const methods = 'GET, HEAD';

export function listOwnTickets(tickets: Tickets): Router {
  const router = Router();
  router.get('/api/tickets/mine', requireAuth, (request, response) => {
    const listOwn = (page: Page) => tickets.listBySeller(currentUserId(request), page);
    return sendPage(request, response, listOwn, ({ ticket, order }) => shownTicket(ticket, order));
  });
  // Express would also name the methods of `/api/tickets/:id`, because that path matches, too.
  router.options('/api/tickets/mine', (_request, response) => {
    response.set('Allow', methods).type('text/plain').send(methods);
  });
  return router;
}
