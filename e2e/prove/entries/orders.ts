import { createLoop, createSessions, runService } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { createApp } from '@ticketing-dev/orders/dist/app';
import { readConfig } from '@ticketing-dev/orders/dist/config';
import { createOrders } from '@ticketing-dev/orders/dist/domain/orders';
import { listeners } from '@ticketing-dev/orders/dist/events/listeners';
import { orderStore } from '@ticketing-dev/orders/dist/models/order';
import { ticketStore } from '@ticketing-dev/orders/dist/models/ticket';

import { createHarness } from './harness';

const sweepIntervalMs = 2_000;
const { named, breakable, place, decorate, read } = createHarness('orders', process.env);

// As orders/src/index.ts, with decorated ports.
void runService({
  name: 'orders',
  env: process.env,
  readConfig,
  build({ mongoUri, jwtKey, holdSeconds }, { logger, now, bus }) {
    const database = new Database(mongoUri, { logger, now });
    const own = named(orderStore(database), 'order');
    const plain = decorate(own, {
      insert: (order, announce) => {
        const seconds = read('hold');
        const expiresAt =
          seconds === undefined
            ? order.expiresAt
            : new Date(now().getTime() + Number(seconds) * 1000);
        return own.insert({ ...order, expiresAt }, announce);
      },
    });
    const store = breakable(plain, ({ noUniqueIndex, everyStore, orders: change }) => {
      // No two orders have the same slot then: what the index would refuse is let in.
      if (noUniqueIndex === true) {
        return decorate(plain, {
          insert: (order, announce) => plain.insert({ ...order, slot: order.id }, announce),
        });
      }
      return (everyStore?.(plain, place(bus)) ?? change?.(plain, place(bus))) as never;
    });
    const orders = createOrders({
      orders: store,
      tickets: named(ticketStore(database), 'ticket copy'),
      now,
      holdSeconds,
    });
    return {
      app: createApp({ orders, sessions: createSessions(jwtKey), logger }),
      dependency: database,
      listeners: listeners(orders).map((each) => named(each, each.subject)),
      parking: database.parking(),
      outboxes: [store],
      loops: [createLoop('overdue orders', sweepIntervalMs, () => orders.sweepOverdue(), logger)],
    };
  },
});
