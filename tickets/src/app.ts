import {
  createHttpApp,
  currentUser,
  deadline,
  errorHandler,
  type LiveStreams,
  type Logger,
  mergeRouters,
  noSuchRoute,
  type Sessions,
} from '@ticketing-dev/common';
import type { Express, RequestHandler } from 'express';

import type { Admissions } from './domain/admissions';
import type { Doors } from './domain/doors';
import type { PassKeys } from './domain/pass-keys';
import type { Passes } from './domain/passes';
import type { Sales } from './domain/sales';
import type { TicketSearch } from './domain/search/ticket-search';
import type { Tickets } from './domain/tickets';
import type { TicketLimits } from './limits';
import { admit } from './routes/admit';
import { createDoor } from './routes/create-door';
import { createTicket } from './routes/create-ticket';
import { listDoors } from './routes/list-doors';
import { listEvents } from './routes/list-events';
import { listOwnTickets } from './routes/list-own-tickets';
import { listPasses } from './routes/list-passes';
import { listTickets } from './routes/list-tickets';
import { requireDoor } from './routes/require-door';
import { revokeDoor } from './routes/revoke-door';
import { showDoor } from './routes/show-door';
import { showPass } from './routes/show-pass';
import { showPassKeys } from './routes/show-pass-keys';
import { createManyTickets } from './routes/create-many-tickets';
import { listSales } from './routes/list-sales';
import { showSeller } from './routes/show-seller';
import { streamTicket } from './routes/stream-ticket';
import { streamTickets } from './routes/stream-tickets';
import { showTicket } from './routes/show-ticket';
import { takeOffSale } from './routes/take-off-sale';
import { updateTicket } from './routes/update-ticket';

/** For 500 inserts. Below the 20 s of a shutdown. */
export const manyTicketsSeconds = 15;

export interface AppDeps {
  readonly tickets: Tickets;
  readonly search: TicketSearch;
  readonly passes: Passes;
  readonly keys: PassKeys;
  readonly admissions: Admissions;
  readonly doors: Doors;
  readonly sales: Sales;
  readonly sessions: Sessions;
  readonly streams: LiveStreams;
  readonly limits: TicketLimits;
  /** Runs a request with an `Idempotency-Key` once. */
  readonly idempotent: RequestHandler;
  /** The same, for {@link manyTicketsSeconds}. */
  readonly idempotentMany: RequestHandler;
  readonly logger: Logger;
}

/** Builds the HTTP app of tickets. It opens no connection, so tests can call it directly. */
export function createApp({
  tickets,
  search,
  passes,
  keys,
  admissions,
  doors,
  sales,
  sessions,
  streams,
  limits,
  idempotent,
  idempotentMany,
  logger,
}: AppDeps): Express {
  const staff = requireDoor((token) => doors.enter(token));
  const app = createHttpApp({ sessions, logger });
  app.use(currentUser);
  app.use(
    mergeRouters(
      listTickets(tickets, search),
      listEvents(search),
      listOwnTickets(tickets, passes),
      showPassKeys(keys),
      showPass(passes),
      createDoor(doors, limits.newDoors),
      listDoors(doors),
      revokeDoor(doors),
      showDoor(staff, admissions),
      admit(doors, admissions, limits.wrongCodes),
      listPasses(staff, admissions),
      listSales(sales),
      showSeller(sales),
      streamTickets(streams),
      streamTicket(streams),
      showTicket(tickets),
      createTicket(tickets, limits.newTickets, idempotent),
      createManyTickets(tickets, {
        limit: limits.newTickets,
        inTime: deadline(manyTicketsSeconds),
        idempotent: idempotentMany,
      }),
      updateTicket(tickets, limits.edits),
      takeOffSale(tickets, limits.edits),
    ),
  );
  app.use(noSuchRoute);
  app.use(errorHandler);
  return app;
}
