import { setTimeout as delay } from 'node:timers/promises';

import { createLoop, createSessions, runService } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { createApp } from '@ticketing-dev/payments/dist/app';
import { readConfig } from '@ticketing-dev/payments/dist/config';
import { createPayments } from '@ticketing-dev/payments/dist/domain/payments';
import { listeners } from '@ticketing-dev/payments/dist/events/listeners';
import { createStripeGateway } from '@ticketing-dev/payments/dist/gateway/stripe';
import { orderStore } from '@ticketing-dev/payments/dist/models/order';
import { paymentStore } from '@ticketing-dev/payments/dist/models/payment';

import { createHarness } from './harness';

const lookIntervalMs = 100;
const settleIntervalMs = 2_000;
const alarmIntervalMs = 60_000;
const { named, breakable, place } = createHarness('payments', process.env);

// As payments/src/index.ts, with decorated ports.
void runService({
  name: 'payments',
  env: process.env,
  readConfig,
  build({ mongoUri, jwtKey, stripe }, { logger, now, bus }) {
    const database = new Database(mongoUri, { logger, now });
    const plain = named(paymentStore(database), 'payment');
    const store = breakable(plain, ({ everyStore }) => everyStore?.(plain, place(bus)) as never);
    const stripeGateway = named(createStripeGateway(stripe), 'Stripe');
    const payments = createPayments({
      payments: store,
      orders: named(orderStore(database), 'order copy'),
      gateway: breakable(stripeGateway, ({ gateway }) => gateway?.(stripeGateway)),
      now,
      logger,
      wait: () => delay(lookIntervalMs),
    });
    const settling = createLoop('settle', settleIntervalMs, () => payments.settle(), logger);
    const alarm = createLoop('alarm', alarmIntervalMs, () => payments.raiseAlarm(), logger);
    return {
      app: createApp({ payments, sessions: createSessions(jwtKey), logger }),
      dependency: database,
      listeners: listeners(payments, () => settling.kick()).map((each) =>
        named(each, each.subject),
      ),
      parking: database.parking(),
      outboxes: [store],
      loops: [settling, alarm],
    };
  },
});
