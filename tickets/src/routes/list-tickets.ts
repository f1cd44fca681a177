import { sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import type { TicketSearch } from '../domain/search/ticket-search';
import { ticketData } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';
import { isSearch } from './read-search';
import { sendResults } from './send-results';

/** Without a search, the list does not need the index. */
export function listTickets(tickets: Tickets, search: TicketSearch): Router {
  const router = Router();
  router.get('/api/tickets', (request, response) =>
    isSearch(request)
      ? sendResults(request, response, 'newest', search.findTickets, ticketData)
      : sendPage(request, response, tickets.listOnSale, (ticket) => ticketData(ticket)),
  );
  return router;
}
