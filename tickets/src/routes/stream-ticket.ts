import { type LiveStreams, pathId } from '@ticketing-dev/common';
import { Router } from 'express';

export function streamTicket(streams: LiveStreams): Router {
  const router = Router();
  router.get('/api/tickets/:id/stream', (request, response) =>
    streams.open(request, response, { topic: pathId(request, 'id') }),
  );
  return router;
}
