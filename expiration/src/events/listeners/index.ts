import type { DurableListener } from '@ticketing-dev/common';

import type { Expirations } from '../../domain/expirations';
import { OrderCancelledListener } from './order-cancelled-listener';
import { OrderCompletedListener } from './order-completed-listener';
import { OrderCreatedListener } from './order-created-listener';

export const listeners = (
  expirations: Pick<Expirations, 'watch' | 'unwatch'>,
): DurableListener[] => [
  new OrderCreatedListener(expirations),
  new OrderCancelledListener(expirations),
  new OrderCompletedListener(expirations),
];
