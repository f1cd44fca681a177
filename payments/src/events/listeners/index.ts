import { type EndedSessions, type Listener, SessionEndedListener } from '@ticketing-dev/common';

import type { Payments } from '../../domain/payments';
import { OrderListener } from './order-listener';

/** @param settleSoon kicks the settle loop */
export const listeners = (
  payments: Payments,
  settleSoon: () => void,
  ended: Pick<EndedSessions, 'end'>,
): Listener[] => [
  new OrderListener('order:created', payments, settleSoon),
  new OrderListener('order:cancelled', payments, settleSoon),
  new OrderListener('order:completed', payments, settleSoon),
  new SessionEndedListener(ended),
];
