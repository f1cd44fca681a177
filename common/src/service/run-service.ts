import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';

import express, { type Express, type RequestHandler } from 'express';
import type { Metric } from 'prom-client';

import type { Bus } from '../bus/bus';
import { type Consumer, createConsumer } from '../bus/consumer';
import type { DurableListener } from '../bus/durable-listener';
import type { ParkingLot } from '../bus/parking';
import { type Clock, systemClock } from '../base/clock';
import { DependencyError } from '../errors/unavailable-error';
import type { EndedSessions } from '../sessions/ended-sessions';
import { setAppLocals } from '../middlewares/app-locals';
import { errorHandler } from '../middlewares/error-handler';
import { noSuchRoute } from '../middlewares/no-such-route';
import { securityHeaders } from '../middlewares/security-headers';
import type { Outbox } from '../outbox/outbox';
import { createRelay } from '../outbox/relay';
import { createLogger, type Logger } from '../base/logger';
import type { Loop } from '../base/loop';
import { createMetrics } from './metrics';
import { operatorRoutes } from './operator-routes';
import {
  type BusConfig,
  type Env,
  type ServiceConfig,
  SettingError,
  strongKeyBytes,
} from '../base/settings';

/** Longer than nginx keeps an idle connection (60 s), so that it never sends into one that we are closing. */
const keepAliveMs = 75_000;
/**
 * How long a request may take to arrive, so that a sender of a byte now and then does not hold a connection for minutes.
 * The body's bound is above the longest deadline of a route, which answers in JSON.
 */
const arrival = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
};
/** A shutdown that hangs is ended; below Kubernetes' grace of 30 s. */
const shutdownMs = 20_000;
const idleCheckMs = 50;
/** Longer than a proxy on its way to a kept connection; nobody else should come any more. */
const lastRequestsMs = 1_000;
/** Of a service that is not prepared yet. */
const notTakenHeader = 'X-Not-Taken';

/** A server that must be there before the service is ready. */
export interface Dependency {
  /** Resolves when it is there and prepared; waits for it as long as it takes. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** What is a service's own. */
export interface Service {
  /** The HTTP face; a worker has none. */
  readonly app?: Express;
  readonly dependency: Dependency;
  readonly listeners?: readonly DurableListener[];
  /** Where messages are parked; needed where there are listeners. */
  readonly parking?: ParkingLot;
  readonly outboxes?: readonly Outbox[];
  /** The sessions that ended before their time, where the service reads sessions: known before it serves. */
  readonly endedSessions?: Pick<EndedSessions, 'load' | 'loops'>;
  readonly loops?: readonly Pick<Loop, 'start' | 'stop'>[];
  /** What it tells at `/metrics` beside what every service does. */
  readonly metrics?: readonly Metric[];
}

/** What every service is given. */
export interface Platform<C extends ServiceConfig = ServiceConfig> {
  readonly logger: Logger;
  readonly now: Clock;
  /** Absent where the settings name no bus. */
  readonly bus: C extends { readonly bus: BusConfig } ? Bus : Bus | undefined;
}

/** What {@link runService} is told about a service. */
export interface ServiceDefinition<C extends ServiceConfig> {
  /** As in its image's name; its group on the bus is `<name>-service`. */
  readonly name: string;
  readonly env: Env;
  readConfig(env: Env): C & { readonly jwtKey?: string; readonly bus?: BusConfig };
  /** Connects to the bus that the settings name, such as `createNatsBus`. */
  readonly createBus: (config: BusConfig, logger: Logger) => Bus;
  /** Builds, never connects. */
  build(config: C, platform: Platform<C>): Service;
}

/**
 * A service's whole life. Settings are read first, and a bad one ends the process with one line that names it. Then, in
 * this order: HTTP, dependency, ended sessions, subscriptions, relays and loops, readiness. SIGTERM and SIGINT take it
 * down in reverse. While the dependency is not there yet, `/api` answers 503. Operators have a port of their own from
 * start to end.
 */
export async function runService<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
): Promise<void> {
  const { name } = definition;
  const config = configOf(definition);
  if (!config) return;
  const logger = createLogger(name, config.logLevel);
  if (config.jwtKey !== undefined && Buffer.byteLength(config.jwtKey) < strongKeyBytes) {
    logger.warn(
      `JWT_KEY is shorter than ${strongKeyBytes} bytes: good enough to try things out, not to sell tickets`,
    );
  }

  const bus = config.bus && definition.createBus(config.bus, logger);
  const service = definition.build(config, { logger, now: systemClock, bus } as Platform<C>);
  const { dependency, parking, outboxes = [], endedSessions } = service;
  const loops = [...(endedSessions?.loops ?? []), ...(service.loops ?? [])];
  const metrics = createMetrics({ outboxes, parking, own: service.metrics ?? [] });
  const consumer = parking && consumerOf(service.listeners ?? [], parking);
  const relays = bus
    ? outboxes.map((outbox) => createRelay({ bus, outbox, now: systemClock, logger }))
    : [];
  let isPrepared = false;
  let isReady = false;

  const operatorServer = createHttpServer(
    appOf(
      [
        operatorRoutes({
          metrics,
          isReady: () => isReady,
          isBusConnected: () => bus?.isConnected ?? true,
          parked: parking && consumer && { lot: parking, consumer },
        }),
      ],
      logger,
    ),
  );
  const whenPrepared: RequestHandler = (_request, response, next) => {
    // Nothing was done, so that a proxy may send any request to another instance.
    if (!isPrepared) response.setHeader(notTakenHeader, 'true');
    next(isPrepared ? undefined : new DependencyError(`The ${name} service's database`));
  };
  const app = appOf([whenPrepared, ...(service.app ? [service.app] : [])], logger);
  const server = createHttpServer((request, response) => {
    // Straight to the routes: an app within an app would cost every request as much again.
    if (isPrepared && service.app && request.url?.startsWith('/api/')) {
      service.app(request, response);
    } else {
      app(request, response);
    }
  });
  const stopSignal = new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });

  const start = async (): Promise<void> => {
    const { port, operatorPort, host } = config;
    const listening = {
      operatorPort: await listen(operatorServer, operatorPort, host),
      port: await listen(server, port, host),
    };
    logger.info(listening, 'listening');
    await dependency.open();
    await endedSessions?.load();
    isPrepared = true;
    if (bus) consumer?.listenOn(bus, `${name}-service`);
    for (const relay of relays) relay.start();
    for (const loop of loops) loop.start();
    isReady = true;
    logger.info('ready');
  };

  await Promise.race([start(), stopSignal]);
  logger.info({ signal: await stopSignal }, 'stopping');

  setTimeout(() => {
    logger.fatal('the shutdown hangs, ending the process');
    process.exit(1);
  }, shutdownMs).unref();
  isReady = false;
  await close(server);
  await consumer?.stop();
  await Promise.all(loops.map((loop) => loop.stop()));
  await Promise.all(relays.map((relay) => relay.stop()));
  await bus?.close();
  await dependency.close();
  await close(operatorServer, 0);
  logger.info('stopped');
  // A client library may keep a timer or a socket; everything of ours is closed.
  process.exit(0);

  function consumerOf(listeners: readonly DurableListener[], lot: ParkingLot): Consumer {
    return createConsumer(listeners, {
      parking: lot,
      now: systemClock,
      logger,
      onOutcome: (subject, outcome) => metrics.countDelivery(subject, outcome),
    });
  }
}

function configOf<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
): ReturnType<ServiceDefinition<C>['readConfig']> | undefined {
  try {
    return definition.readConfig(definition.env);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    process.stderr.write(`${definition.name}: ${error.message}\n`);
    process.exitCode = 1;
    return undefined;
  }
}

function appOf(handlers: readonly RequestHandler[], logger: Logger): Express {
  const app = express();
  setAppLocals(app, { logger });
  app.disable('x-powered-by');
  app.use(securityHeaders);
  for (const handler of handlers) app.use(handler);
  app.use(noSuchRoute);
  app.use(errorHandler);
  return app;
}

const createHttpServer = (listener: RequestListener): Server =>
  createServer({ keepAliveTimeout: keepAliveMs, ...arrival }, listener);

/** @returns the port, which is the system's choice for 0 */
const listen = (server: Server, port: number, host: string | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(host === undefined ? { port } : { port, host }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });

/**
 * Takes no more connections and lets requests end. A proxy may be about to send into a connection that it kept: such a
 * request is still answered, with word that the connection ends. Those that stay idle are closed after that.
 */
const close = (server: Server, lastMs = lastRequestsMs): Promise<void> =>
  new Promise((resolve) => {
    const endIdle = (): void => server.closeIdleConnections();
    server.prependListener('request', (_request, response: ServerResponse) => {
      response.setHeader('Connection', 'close');
    });
    let timer = setTimeout(() => {
      endIdle();
      timer = setInterval(endIdle, idleCheckMs);
    }, lastMs);
    // The HTTP server's own close would end idle connections at once.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(timer);
      resolve();
    });
  });
