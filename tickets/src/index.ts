import { createSessions, runService } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { readConfig } from './config';
import { createTickets } from './domain/tickets';
import { listeners } from './events/listeners';
import { orderStore } from './models/order';
import { ticketStore } from './models/ticket';

void runService({
  name: 'tickets',
  env: process.env,
  readConfig,
  build(config, { logger, now }) {
    const database = new Database(config.mongoUri, { logger, now });
    const store = ticketStore(database);
    const tickets = createTickets({ tickets: store, orders: orderStore(database) });
    return {
      app: createApp({ tickets, sessions: createSessions(config.jwtKey), logger }),
      dependency: database,
      listeners: listeners(tickets),
      parking: database.parking(),
      outboxes: [store],
    };
  },
});
