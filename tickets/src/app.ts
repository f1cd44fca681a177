import {
  createHttpApp,
  currentUser,
  errorHandler,
  type Logger,
  mergeRouters,
  noSuchRoute,
  type Sessions,
} from '@ticketing-dev/common';
import type { Express, RequestHandler } from 'express';

import type { Tickets } from './domain/tickets';
import type { TicketLimits } from './limits';
import { createTicket } from './routes/create-ticket';
import { listOwnTickets } from './routes/list-own-tickets';
import { listTickets } from './routes/list-tickets';
import { showTicket } from './routes/show-ticket';
import { takeOffSale } from './routes/take-off-sale';
import { updateTicket } from './routes/update-ticket';

export interface AppDeps {
  readonly tickets: Tickets;
  readonly sessions: Sessions;
  readonly limits: TicketLimits;
  /** Runs a request with an `Idempotency-Key` once. */
  readonly idempotent: RequestHandler;
  readonly logger: Logger;
}

/** Builds the HTTP app of tickets. It opens no connection, so tests can call it directly. */
export function createApp({ tickets, sessions, limits, idempotent, logger }: AppDeps): Express {
  const app = createHttpApp({ sessions, logger });
  app.use(currentUser);
  app.use(
    mergeRouters(
      listTickets(tickets),
      listOwnTickets(tickets),
      showTicket(tickets),
      createTicket(tickets, limits.newTickets, idempotent),
      updateTicket(tickets, limits.edits),
      takeOffSale(tickets, limits.edits),
    ),
  );
  app.use(noSuchRoute);
  app.use(errorHandler);
  return app;
}
