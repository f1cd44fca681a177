import { setTimeout as delay } from 'node:timers/promises';

import {
  createEndedSessions,
  createIdempotency,
  createLease,
  createLimits,
  createLoop,
  createSessions,
  mergeRouters,
  type Platform,
  type Service,
} from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import type Stripe from 'stripe';

import { createApp, deadlineSeconds } from './app';
import { type Config, readConfig } from './config';
import { createPayments } from './domain/payments';
import { listeners } from './events/listeners';
import { createChargeLedger } from './gateway/charge-ledger';
import { measuredGateway } from './gateway/measured-gateway';
import { createStripeGateway } from './gateway/stripe';
import { createStripeClient } from './gateway/stripe-client';
import { traceGateway } from './gateway/trace-gateway';
import { cardLimits } from './limits';
import { createPaymentMetrics } from './metrics';
import { deletedUserStore } from './models/deleted-user';
import { orderStore } from './models/order';
import { paymentStore } from './models/payment';
import { check } from './operators/check';
import { listCharges } from './operators/list-charges';
import { listPayments } from './operators/list-payments';
import { recordCharge } from './operators/record-charge';
import { refundCharge } from './operators/refund-charge';
import { refundOrder } from './operators/refund-order';
import { replicas } from './operators/replicas';
import { timeline } from './operators/timeline';

const pollIntervalMs = 100;
const settleIntervalMs = 2_000;
const alarmIntervalMs = 60_000;

const portsOn = (database: Database, stripe: Stripe) => ({
  payments: paymentStore(database),
  orders: orderStore(database),
  deletedUsers: deletedUserStore(database),
  gateway: traceGateway(createStripeGateway(stripe)),
  idempotencyKeys: database.idempotencyKeys(),
});
type Ports = ReturnType<typeof portsOn>;

/**
 * Connects the parts of payments.
 *
 * @param wrap wraps the ports; `npm run prove` uses it to crash at them and to remove guards
 */
export const paymentsService = (
  wrap: (ports: Ports, platform: Platform<Config>) => Ports = (ports) => ports,
) => ({
  name: 'payments',
  readConfig,
  build(config: Config, platform: Platform<Config>): Service {
    const { mongoUri, jwtKey, jwtKeyPrevious, stripe, limits } = config;
    const { logger, now } = platform;
    const database = new Database(mongoUri, { logger, now });
    const history = database.history();
    const ended = createEndedSessions({ store: database.endedSessions(), now, logger });
    const lease = createLease({ rows: database.leaseRows(), logger });
    const sessions = createSessions(jwtKey, { previousKey: jwtKeyPrevious, ended });
    const stripeClient = createStripeClient(stripe);
    const ports = wrap(portsOn(database, stripeClient), platform);
    const stripeCalls = measuredGateway(ports.gateway);
    const ledger = createChargeLedger(stripeClient);
    const { areOff } = limits;
    const counting = createLimits({ rows: database.limitRows(), logger, areOff });
    const payments = createPayments({
      ...ports,
      gateway: stripeCalls.gateway,
      now,
      logger,
      wait: () => delay(pollIntervalMs),
      cardLimits: cardLimits(counting, limits),
    });
    const settling = createLoop(
      'settle',
      settleIntervalMs,
      lease.alone(() => payments.settle()),
      logger,
    );
    const ending = createLoop(
      'ended orders',
      settleIntervalMs,
      () => payments.settleEnded(),
      logger,
    );
    const alarm = createLoop(
      'alarm',
      alarmIntervalMs,
      lease.alone(() => payments.raiseAlarm()),
      logger,
    );
    const idempotency = createIdempotency({
      store: ports.idempotencyKeys,
      jwtKey,
      jwtKeyPrevious,
      logger,
      leaseSeconds: 2 * deadlineSeconds,
    });
    const { orders, payments: store } = ports;
    const metrics = createPaymentMetrics({ store, orders, lease, now, logger });
    return {
      app: createApp({ payments, sessions, idempotent: idempotency.middleware, logger }),
      dependency: database,
      history,
      backup: database.backup(),
      check: check(ports.payments, now),
      timeline: timeline({ ...ports, history }),
      replicas: replicas({ ...ports, payments }),
      operatorRoutes: mergeRouters(
        refundOrder(payments),
        listPayments(ports.payments),
        listCharges({ ledger, payments: ports.payments }),
        recordCharge({ ...ports, ledger }),
        refundCharge({ ...ports, ledger }),
      ),
      listeners: listeners(payments, () => ending.kick(), ended),
      parking: database.parking(),
      endedSessions: ended,
      outboxes: [ports.payments],
      lease,
      loops: [settling, ending, alarm, metrics.loop, counting.sweep, idempotency.sweep],
      metrics: [...metrics.all, stripeCalls.metric, counting.reached, idempotency.requests],
    };
  },
});
