import { createHttpApp, type Logger, type Sessions } from '@ticketing-dev/common';
import type { Express } from 'express';

import type { Tickets } from './domain/tickets';
import type { TicketLimits } from './limits';
import { createTicket } from './routes/create-ticket';
import { listTickets } from './routes/list-tickets';
import { showTicket } from './routes/show-ticket';
import { updateTicket } from './routes/update-ticket';

export interface AppDeps {
  readonly tickets: Tickets;
  readonly sessions: Sessions;
  readonly limits: TicketLimits;
  readonly logger: Logger;
}

/** The HTTP face of tickets. Builds, never connects: tests call it directly. */
export const createApp = ({ tickets, sessions, limits, logger }: AppDeps): Express =>
  createHttpApp({
    sessions,
    logger,
    routes: [
      listTickets(tickets),
      showTicket(tickets),
      createTicket(tickets, limits.newTickets),
      updateTicket(tickets, limits.edits),
    ],
  });
