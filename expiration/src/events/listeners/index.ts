import type { Listener } from '@ticketing-dev/common';

import type { Expirations } from '../../domain/expirations';
import { OrderCreatedListener } from './order-created-listener';
import { OrderEndedListener } from './order-ended-listener';

export const listeners = (expirations: Pick<Expirations, 'watch' | 'unwatch'>): Listener[] => [
  new OrderCreatedListener(expirations),
  new OrderEndedListener('order:cancelled', expirations),
  new OrderEndedListener('order:completed', expirations),
];
