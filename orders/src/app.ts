import { createHttpApp, type Logger, type Sessions } from '@ticketing-dev/common';
import type { Express } from 'express';

import type { Orders } from './domain/orders';
import { cancelOrder } from './routes/cancel-order';
import { createOrder } from './routes/create-order';
import { listOrders } from './routes/list-orders';
import { showOrder } from './routes/show-order';

export interface AppDeps {
  readonly orders: Orders;
  readonly sessions: Sessions;
  readonly logger: Logger;
}

/** The HTTP face of orders. Builds, never connects: tests call it directly. */
export const createApp = ({ orders, sessions, logger }: AppDeps): Express =>
  createHttpApp({
    sessions,
    logger,
    routes: [listOrders(orders), showOrder(orders), createOrder(orders), cancelOrder(orders)],
  });
