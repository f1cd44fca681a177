import {
  createEndedSessions,
  createIdempotency,
  createLease,
  createLimits,
  createSessions,
  type Platform,
  type Service,
} from '@ticketing-dev/common';
import { Database, deletedUserStore } from '@ticketing-dev/common/mongo';

import { createApp, manyTicketsSeconds } from './app';
import { type Config, readConfig } from './config';
import { createAdmissions } from './domain/admissions';
import { createDoors } from './domain/doors';
import { createPassKeys } from './domain/pass-keys';
import { createPasses } from './domain/passes';
import { createSales } from './domain/sales';
import { createTicketSearch } from './domain/search/ticket-search';
import { createTickets } from './domain/tickets';
import { listeners } from './events/listeners';
import { ticketLimits } from './limits';
import { createTicketChanges } from './live/ticket-changes';
import { createTicketStreams } from './live/ticket-streams';
import { createTicketMetrics } from './metrics';
import { doorStore } from './models/door';
import { orderStore } from './models/order';
import { passStore } from './models/pass';
import { passKeyStore } from './models/pass-key';
import { ticketStore } from './models/ticket';
import { replicas } from './operators/replicas';
import { timeline } from './operators/timeline';

const portsOn = (database: Database) => ({
  tickets: ticketStore(database),
  orders: orderStore(database),
  deletedUsers: deletedUserStore(database),
  passes: passStore(database),
  passKeys: passKeyStore(database),
  doors: doorStore(database),
  idempotencyKeys: database.idempotencyKeys(),
});
type Ports = ReturnType<typeof portsOn>;

/**
 * Connects the parts of tickets.
 *
 * @param wrap wraps the ports; `npm run prove` uses it to crash at them and to remove guards
 */
export const ticketsService = (
  wrap: (ports: Ports, platform: Platform<Config>) => Ports = (ports) => ports,
) => ({
  name: 'tickets',
  readConfig,
  build(config: Config, platform: Platform<Config>): Service {
    const { mongoUri, jwtKey, jwtKeyPrevious, minPriceInCents, maxPricePercent, limits } = config;
    const { logger, now, bus } = platform;
    const database = new Database(mongoUri, { logger, now });
    const history = database.history();
    const ended = createEndedSessions({ store: database.endedSessions(), now, logger });
    const lease = createLease({ rows: database.leaseRows(), logger });
    const sessions = createSessions(jwtKey, { previousKey: jwtKeyPrevious, ended });
    const ports = wrap(portsOn(database), platform);
    const tickets = createTickets({ ...ports, minPriceInCents, maxPricePercent });
    const keys = createPassKeys({ store: ports.passKeys, ...config.passKeys });
    const passes = createPasses({ ...ports, keys, logger });
    const { areOff } = limits;
    const counting = createLimits({ rows: database.limitRows(), logger, areOff });
    const idempotency = createIdempotency({
      store: ports.idempotencyKeys,
      jwtKey,
      jwtKeyPrevious,
      logger,
    });
    const changes = createTicketChanges({ bus, tickets, logger });
    // The bus may be away, and a buyer should find this instance's changes nevertheless.
    ports.tickets.onWritten(({ aggregateId }) => changes.add(aggregateId));
    const metrics = createTicketMetrics({
      ...ports,
      passStore: ports.passes,
      passes,
      lease,
      now,
      logger,
    });
    const search = createTicketSearch({ store: ports.tickets, changes, bus, now, logger });
    const streams = createTicketStreams({
      tickets,
      changes,
      bus,
      config: config.live,
      limits: counting,
      logger,
    });
    return {
      app: createApp({
        tickets,
        search: metrics.timed(search),
        passes,
        keys,
        admissions: metrics.counted(createAdmissions({ passes: ports.passes, keys, now })),
        doors: createDoors({ ...ports, now }),
        sales: createSales(ports),
        sessions,
        streams,
        limits: ticketLimits(counting, limits),
        idempotent: idempotency.middleware,
        idempotentMany: idempotency.lasting(2 * manyTicketsSeconds),
        logger,
      }),
      dependency: database,
      history,
      backup: database.backup(['PassKey']),
      timeline: timeline({ ...ports, history }),
      replicas: replicas({ stores: ports, tickets, passes }),
      listeners: listeners(tickets, passes, ended),
      parking: database.parking(),
      endedSessions: ended,
      outboxes: [ports.tickets, ports.passes],
      lease,
      loops: [counting.sweep, idempotency.sweep, streams.loop, search.loop, metrics.loop],
      onStop() {
        changes.stop();
        streams.end();
      },
      metrics: [...metrics.all, counting.reached, idempotency.requests, streams.metric],
    };
  },
});
