import { type EndedSessions, type Listener, SessionEndedListener } from '@ticketing-dev/common';

import type { Tickets } from '../../domain/tickets';
import { OrderListener } from './order-listener';

export const listeners = (
  tickets: Pick<Tickets, 'followOrder'>,
  ended: Pick<EndedSessions, 'end'>,
): Listener[] => [
  new OrderListener('order:created', tickets),
  new OrderListener('order:cancelled', tickets),
  new OrderListener('order:completed', tickets),
  new SessionEndedListener(ended),
];
