import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';

import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Metric } from 'prom-client';

import type { Bus } from '../bus/bus';
import { type Consumer, createConsumer } from '../bus/consumer';
import type { DurableListener } from '../bus/durable-listener';
import type { ParkingLot } from '../bus/parking';
import { type Clock, systemClock } from '../base/clock';
import type { Dependency } from '../base/dependency';
import { DependencyError } from '../errors/unavailable-error';
import type { EndedSessions } from '../sessions/ended-sessions';
import { logRequest } from '../http/log-request';
import type { EndedRequest } from '../http/watch-request';
import { setAppLocals } from '../middlewares/app-locals';
import { errorHandler } from '../middlewares/error-handler';
import { noSuchRoute } from '../middlewares/no-such-route';
import { requestId } from '../middlewares/request-id';
import { securityHeaders } from '../middlewares/security-headers';
import type { Lease } from '../lease/lease';
import type { Outbox } from '../outbox/outbox';
import { createRelay } from '../outbox/relay';
import { createLogger, type Logger } from '../base/logger';
import type { Loop } from '../base/loop';
import { type Check, doctorRoute, type Finding } from '../operators/doctor-route';
import type { DatabaseBackup } from '../operators/backup';
import { backupRoutes } from '../operators/backup-routes';
import type { EventHistory } from '../operators/event-history';
import { eventRoutes } from '../operators/event-routes';
import type { Replica } from '../operators/replica';
import { replicaRoutes } from '../operators/replica-routes';
import type { TimelineSource } from '../operators/timeline';
import { timelineRoute } from '../operators/timeline-route';
import { operatorOnly } from '../operators/operator-only';
import { startTracing } from '../tracing/start-tracing';
import { traceRequest } from '../tracing/trace-request';
import { createMetrics } from './metrics';
import { operatorRoutes } from './operator-routes';
import {
  type BusConfig,
  type Env,
  type ServiceConfig,
  SettingError,
  strongKeyBytes,
} from '../base/settings';

/** Longer than nginx keeps an idle connection (60 s), so that nginx never sends into one that the service closes. */
const keepAliveMs = 75_000;
/**
 * How long a request may take to arrive, so that a very slow sender cannot occupy a connection for minutes. The limit
 * for the body is above the longest deadline of a route, because the deadline answers in JSON.
 */
const arrivalTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
};
/** After this time the process exits even if the shutdown hangs. Below Kubernetes' grace period of 30 s. */
const shutdownMs = 20_000;
const idleCheckMs = 50;
/** How long idle connections stay open at shutdown, because a proxy may be sending a request into one of them. */
const lastRequestsMs = 1_000;
/** The header of answers of a service that is not prepared yet. */
const notProcessedHeader = 'X-Not-Taken';

/** The parts of one service. */
export interface Service {
  /** The HTTP routes; a worker has none. */
  readonly app?: Express;
  /** Its routes for operators, beside those that every service has. */
  readonly operatorRoutes?: Router;
  /** The log of its events, if it has one. */
  readonly history?: EventHistory;
  /** Its whole database, for operators' backups. */
  readonly backup?: DatabaseBackup;
  /** Finds problems that only it can see, for operators. */
  readonly check?: Check;
  /** Its copies of other services' data. */
  readonly replicas?: readonly Replica[];
  /** What it knows about an order, a ticket or a user. */
  readonly timeline?: TimelineSource;
  readonly dependency: Dependency;
  readonly listeners?: readonly DurableListener[];
  /** The store of parked messages; needed if there are listeners. */
  readonly parking?: ParkingLot;
  readonly outboxes?: readonly Outbox[];
  /** The lease of the instance that sweeps; needed if there are outboxes. */
  readonly lease?: Pick<Lease, 'alone' | 'loop' | 'release'>;
  /** The ended sessions, if the service reads sessions. They are loaded before the service answers requests. */
  readonly endedSessions?: Pick<EndedSessions, 'load' | 'loops'>;
  readonly loops?: readonly Pick<Loop, 'start' | 'stop'>[];
  /** Ends requests that would otherwise never end. Called when stopping begins, before the running requests are awaited. */
  readonly onStop?: () => void;
  /** Its metrics at `/metrics` beside those that every service has. */
  readonly metrics?: readonly Metric[];
}

/** What every service receives. */
export interface Platform<C extends ServiceConfig = ServiceConfig> {
  readonly logger: Logger;
  readonly now: Clock;
  /** Absent if the settings name no bus. */
  readonly bus: C extends { readonly bus: BusConfig } ? Bus : Bus | undefined;
}

/** What {@link runService} needs to run a service. */
export interface ServiceDefinition<C extends ServiceConfig> {
  /** The name in logs and in the image's name. Its group on the bus is `<name>-service`. */
  readonly name: string;
  readonly env: Env;
  readConfig(env: Env): C & { readonly jwtKey?: string; readonly bus?: BusConfig };
  /** Connects to the bus that the settings name, such as `createNatsBus`. */
  readonly createBus?: (config: BusConfig, logger: Logger) => Bus;
  /** Builds the service without connecting to anything. */
  build(config: C, platform: Platform<C>): Service;
}

/**
 * Runs a service until SIGTERM or SIGINT, and then exits the process.
 *
 * It reads the settings first. A missing or malformed one ends the process with one line that names it. Then it starts,
 * in this order: HTTP, dependency, ended sessions, subscriptions, relays, loops, readiness. It stops in the reverse
 * order. Until the dependency is available, `/api` answers 503. The operators' port is open the whole time.
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
      `JWT_KEY is shorter than ${strongKeyBytes} bytes, which is too weak for production`,
    );
  }

  if (config.bus && !definition.createBus)
    throw new Error(`${name} has settings of a bus, and no createBus`);
  const stopTracing = startTracing(name, definition.env);
  const bus = config.bus && definition.createBus?.(config.bus, logger);
  const service = definition.build(config, { logger, now: systemClock, bus } as Platform<C>);
  const { dependency, parking, outboxes = [], lease, endedSessions } = service;
  const loops = [
    ...(lease ? [lease.loop] : []),
    ...(endedSessions?.loops ?? []),
    ...(service.loops ?? []),
  ];
  const metrics = createMetrics({
    outboxes,
    parking,
    bus,
    now: systemClock,
    own: [...(dependency.metrics ?? []), ...(service.metrics ?? [])],
  });
  const consumer = parking && consumerOf(service.listeners ?? [], parking);
  const relays = bus
    ? outboxes.map((outbox) =>
        createRelay({
          bus,
          outbox,
          now: systemClock,
          logger,
          ...(lease && { alone: (work) => lease.alone(work) }),
        }),
      )
    : [];
  let isPrepared = false;
  let isReady = false;

  const whenPrepared: RequestHandler = (_request, response, next) => {
    // The service did nothing, so that a proxy may send even a POST to another instance.
    if (!isPrepared) response.setHeader(notProcessedHeader, 'true');
    next(isPrepared ? undefined : new DependencyError(`The ${name} service's database`));
  };
  const operatorServer = createHttpServer(
    appOf(
      [
        requestId,
        operatorOnly(config.opsToken),
        operatorRoutes({
          metrics,
          isReady: () => isReady,
          isBusConnected: () => bus?.isConnected ?? true,
          parked: parking && consumer && { lot: parking, consumer },
        }),
        doctorRoute({
          name,
          now: systemClock,
          isReady: () => isReady,
          isBusConnected: () => bus?.isConnected ?? true,
          outboxes,
          parking,
          settings: weakSettings(config),
          check: service.check ?? (() => Promise.resolve([])),
          backup: service.backup,
        }),
        whenPrepared,
        ...(service.history ? [eventRoutes({ history: service.history, bus })] : []),
        ...(service.backup
          ? [backupRoutes({ service: name, backup: service.backup, now: systemClock })]
          : []),
        replicaRoutes(service.replicas ?? []),
        ...(service.timeline ? [timelineRoute(service.timeline, parking)] : []),
        ...(service.operatorRoutes ? [service.operatorRoutes] : []),
      ],
      logger,
    ),
  );
  const app = appOf([whenPrepared, ...(service.app ? [service.app] : [])], logger);
  const onEnded = (ended: EndedRequest): void => {
    metrics.countRequest(ended);
    logRequest(logger, ended);
  };
  const server = createHttpServer((request, response) => {
    traceRequest(request, response, onEnded, () => {
      // Direct calls of the routes: an app within an app would double the cost of each request.
      if (isPrepared && service.app && request.url?.startsWith('/api/')) {
        service.app(request, response);
      } else {
        app(request, response);
      }
    });
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
    logger.fatal('the shutdown timed out, exiting');
    process.exit(1);
  }, shutdownMs).unref();
  isReady = false;
  service.onStop?.();
  await close(server);
  await consumer?.stop();
  await Promise.all(loops.map((loop) => loop.stop()));
  await Promise.all(relays.map((relay) => relay.stop()));
  await lease?.release().catch((error: unknown) => {
    logger.warn({ err: error }, 'the lease could not be given back');
  });
  await bus?.close();
  await dependency.close();
  await close(operatorServer, 0);
  await stopTracing();
  logger.info('stopped');
  // A client library may keep a timer or a socket open. Everything of ours is closed.
  process.exit(0);

  function consumerOf(listeners: readonly DurableListener[], lot: ParkingLot): Consumer {
    return createConsumer(listeners, {
      parking: lot,
      now: systemClock,
      logger,
      onHandled: (handled) => metrics.countDelivery(handled),
    });
  }
}

/** What is weak or off in the settings, although the service starts with it. */
function weakSettings({
  jwtKey,
  opsToken,
}: ServiceConfig & { readonly jwtKey?: string }): readonly Finding[] {
  const isWeak = jwtKey !== undefined && Buffer.byteLength(jwtKey) < strongKeyBytes;
  return [
    ...(isWeak
      ? [{ problem: `JWT_KEY is shorter than ${strongKeyBytes} bytes`, page: 'rotate-a-key' }]
      : []),
    ...(opsToken === undefined
      ? [{ problem: 'OPS_TOKEN is not set, so nothing can be changed', page: 'ops' }]
      : []),
  ];
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
  createServer({ keepAliveTimeout: keepAliveMs, ...arrivalTimeouts }, listener);

/** @returns the port; if `port` is 0, the operating system has chosen it */
const listen = (server: Server, port: number, host: string | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(host === undefined ? { port } : { port, host }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });

/**
 * Accepts no more connections, and resolves when all requests have ended. A proxy may still send a request into an open
 * connection: it is answered with `Connection: close`. After `lastMs`, idle connections are closed.
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
    // The HTTP server's own `close` would end idle connections immediately.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(timer);
      resolve();
    });
  });
