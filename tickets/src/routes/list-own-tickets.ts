import { currentUserId, type Page, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { shownTicket } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';

export function listOwnTickets(tickets: Tickets): Router {
  const router = Router();
  router.get('/api/tickets/mine', requireAuth, (request, response) => {
    const listOwn = (page: Page) => tickets.listBySeller(currentUserId(request), page);
    return sendPage(request, response, listOwn, ({ ticket, order }) => shownTicket(ticket, order));
  });
  return router;
}
