import {
  createHttpApp,
  currentUser,
  errorHandler,
  type LiveStreams,
  type Logger,
  mergeRouters,
  noSuchRoute,
  type Sessions,
} from '@ticketing-dev/common';
import type { Express, RequestHandler } from 'express';

import type { Orders } from './domain/orders';
import { cancelOrder } from './routes/cancel-order';
import type { OrderTimeline } from './domain/order-timeline';
import { createOrder } from './routes/create-order';
import { listOrders } from './routes/list-orders';
import { showOrder } from './routes/show-order';
import { showOrderTimeline } from './routes/show-order-timeline';
import { streamOrder } from './routes/stream-order';

export interface AppDeps {
  readonly orders: Orders;
  readonly timeline: OrderTimeline;
  readonly sessions: Sessions;
  readonly streams: LiveStreams;
  /** Runs a request with an `Idempotency-Key` once. */
  readonly idempotent: RequestHandler;
  readonly logger: Logger;
}

/** Builds the HTTP app of orders. It opens no connection, so tests can call it directly. */
export function createApp({
  orders,
  timeline,
  sessions,
  streams,
  idempotent,
  logger,
}: AppDeps): Express {
  const app = createHttpApp({ sessions, logger });
  app.use(currentUser);
  app.use(
    mergeRouters(
      listOrders(orders),
      showOrder(orders),
      showOrderTimeline(timeline),
      streamOrder(orders, streams),
      createOrder(orders, idempotent),
      cancelOrder(orders),
    ),
  );
  app.use(noSuchRoute);
  app.use(errorHandler);
  return app;
}
