import { createSessions, runService } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { createApp } from '@ticketing-dev/tickets/dist/app';
import { readConfig } from '@ticketing-dev/tickets/dist/config';
import { createTickets } from '@ticketing-dev/tickets/dist/domain/tickets';
import { listeners } from '@ticketing-dev/tickets/dist/events/listeners';
import { orderStore } from '@ticketing-dev/tickets/dist/models/order';
import { ticketStore } from '@ticketing-dev/tickets/dist/models/ticket';

import { createHarness } from './harness';

const { named, breakable, place } = createHarness('tickets', process.env);

// As tickets/src/index.ts, with decorated ports.
void runService({
  name: 'tickets',
  env: process.env,
  readConfig,
  build(config, { logger, now, bus }) {
    const database = new Database(config.mongoUri, { logger, now });
    const plain = named(ticketStore(database), 'ticket');
    const store = breakable(plain, ({ everyStore }) => everyStore?.(plain, place(bus)) as never);
    const tickets = createTickets({
      tickets: store,
      orders: named(orderStore(database), 'order copy'),
    });
    return {
      app: createApp({ tickets, sessions: createSessions(config.jwtKey), logger }),
      dependency: database,
      listeners: listeners(tickets).map((each) => named(each, each.subject)),
      parking: database.parking(),
      outboxes: [store],
    };
  },
});
