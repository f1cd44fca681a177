import { setTimeout as delay } from 'node:timers/promises';

import { createLoop, createSessions, runService } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { readConfig } from './config';
import { createPayments } from './domain/payments';
import { listeners } from './events/listeners';
import { createStripeGateway } from './gateway/stripe';
import { orderStore } from './models/order';
import { paymentStore } from './models/payment';

const lookIntervalMs = 100;
const settleIntervalMs = 2_000;
const alarmIntervalMs = 60_000;

void runService({
  name: 'payments',
  env: process.env,
  readConfig,
  build({ mongoUri, jwtKey, stripe }, { logger, now }) {
    const database = new Database(mongoUri, { logger, now });
    const store = paymentStore(database);
    const payments = createPayments({
      payments: store,
      orders: orderStore(database),
      gateway: createStripeGateway(stripe),
      now,
      logger,
      wait: () => delay(lookIntervalMs),
    });
    const settling = createLoop('settle', settleIntervalMs, () => payments.settle(), logger);
    const alarm = createLoop('alarm', alarmIntervalMs, () => payments.raiseAlarm(), logger);
    return {
      app: createApp({ payments, sessions: createSessions(jwtKey), logger }),
      dependency: database,
      listeners: listeners(payments, () => settling.kick()),
      parking: database.parking(),
      outboxes: [store],
      loops: [settling, alarm],
    };
  },
});
