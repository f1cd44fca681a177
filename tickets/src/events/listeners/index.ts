import type { Listener } from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';
import { OrderListener } from './order-listener';

export const listeners = (tickets: Pick<Tickets, 'followOrder'>): Listener[] => [
  new OrderListener('order:created', tickets),
  new OrderListener('order:cancelled', tickets),
  new OrderListener('order:completed', tickets),
];
