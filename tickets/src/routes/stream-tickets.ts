import type { LiveStreams } from '@ticketing-dev/common';
import { Router } from 'express';

import { onSale } from '../live/ticket-streams';

/** Must come before the routes of `/api/tickets/:id`. */
export function streamTickets(streams: LiveStreams): Router {
  const router = Router();
  router.get('/api/tickets/stream', (request, response) =>
    streams.open(request, response, { topic: onSale }),
  );
  return router;
}
