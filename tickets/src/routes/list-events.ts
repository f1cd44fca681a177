import { Router } from 'express';

import { eventData } from '../domain/search/event-data';
import type { TicketSearch } from '../domain/search/ticket-search';
import { allow } from './allow';
import { sendResults } from './send-results';

/** Must come before the routes of `/api/tickets/:id`. */
export function listEvents(search: TicketSearch): Router {
  const router = Router();
  router.get('/api/tickets/events', (request, response) =>
    sendResults(request, response, 'soonest', search.findEvents, eventData),
  );
  router.options('/api/tickets/events', allow('GET, HEAD'));
  return router;
}
