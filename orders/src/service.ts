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

import { createApp } from './app';
import { type Config, readConfig } from './config';
import { createOrderTimeline } from './domain/order-timeline';
import { createOrders } from './domain/orders';
import { listeners } from './events/listeners';
import { orderLimits } from './limits';
import { createOrderStreams } from './live/order-streams';
import { createOrderMetrics } from './metrics';
import { orderStore } from './models/order';
import { ticketStore } from './models/ticket';
import { check } from './operators/check';

import { expiry } from './operators/expiry';
import { listSlots } from './operators/list-slots';
import { replicas } from './operators/replicas';
import { timeline } from './operators/timeline';

const sweepIntervalMs = 2_000;

const portsOn = (database: Database) => ({
  orders: orderStore(database),
  tickets: ticketStore(database),
  idempotencyKeys: database.idempotencyKeys(),
});
type Ports = ReturnType<typeof portsOn>;

/**
 * Connects the parts of orders.
 *
 * @param wrap wraps the ports; `npm run prove` uses it to crash at them and to remove guards
 */
export const ordersService = (
  wrap: (ports: Ports, platform: Platform<Config>) => Ports = (ports) => ports,
) => ({
  name: 'orders',
  readConfig,
  build(config: Config, platform: Platform<Config>): Service {
    const { mongoUri, jwtKey, jwtKeyPrevious, holdSeconds } = config;
    const { logger, now, bus } = platform;
    const database = new Database(mongoUri, { logger, now });
    const history = database.history();
    const ended = createEndedSessions({ store: database.endedSessions(), now, logger });
    const lease = createLease({ rows: database.leaseRows(), logger });
    const sessions = createSessions(jwtKey, { previousKey: jwtKeyPrevious, ended });
    const ports = wrap(portsOn(database), platform);
    const counting = createLimits({
      rows: database.limitRows(),
      logger,
      areOff: config.limits.areOff,
    });
    const limits = orderLimits(counting, config.limits, holdSeconds);
    const orders = createOrders({ ...ports, now, holdSeconds, limits });
    const idempotency = createIdempotency({
      store: ports.idempotencyKeys,
      jwtKey,
      jwtKeyPrevious,
      logger,
    });
    const { streams, changes } = createOrderStreams({
      orders,
      bus,
      config: config.live,
      limits: counting,
      logger,
    });
    const metrics = createOrderMetrics({ store: ports.orders, lease, now, logger });
    return {
      app: createApp({
        orders,
        timeline: createOrderTimeline({ orders, history, outbox: ports.orders }),
        sessions,
        streams,
        idempotent: idempotency.middleware,
        logger,
      }),
      dependency: database,
      history,
      backup: database.backup(),
      check: check(ports.orders, now),
      timeline: timeline({ ...ports, history }),
      replicas: replicas(ports.tickets),
      operatorRoutes: mergeRouters(
        listSlots(ports.orders),
        expiry({ orders: ports.orders, history, now }),
      ),
      listeners: listeners(orders, ended),
      parking: database.parking(),
      endedSessions: ended,
      outboxes: [ports.orders],
      lease,
      loops: [
        createLoop(
          'overdue orders',
          sweepIntervalMs,
          lease.alone(() => orders.sweepOverdue()),
          logger,
        ),
        counting.sweep,
        idempotency.sweep,
        streams.loop,
        metrics.loop,
      ],
      onStop() {
        changes.stop();
        streams.end();
      },
      metrics: [...metrics.all, counting.reached, idempotency.requests, streams.metric],
    };
  },
});
