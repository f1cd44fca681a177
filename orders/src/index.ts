import { createLoop, createSessions, runService } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { readConfig } from './config';
import { createOrders } from './domain/orders';
import { listeners } from './events/listeners';
import { orderStore } from './models/order';
import { ticketStore } from './models/ticket';

const sweepIntervalMs = 2_000;

void runService({
  name: 'orders',
  env: process.env,
  readConfig,
  build({ mongoUri, jwtKey, holdSeconds }, { logger, now }) {
    const database = new Database(mongoUri, { logger, now });
    const store = orderStore(database);
    const orders = createOrders({
      orders: store,
      tickets: ticketStore(database),
      now,
      holdSeconds,
    });
    return {
      app: createApp({ orders, sessions: createSessions(jwtKey), logger }),
      dependency: database,
      listeners: listeners(orders),
      parking: database.parking(),
      outboxes: [store],
      loops: [createLoop('overdue orders', sweepIntervalMs, () => orders.sweepOverdue(), logger)],
    };
  },
});
