import {
  type DurableListener,
  type EndedSessions,
  SessionEndedListener,
} from '@ticketing-dev/common';

import type { Payments } from '../../domain/payments';
import { keepOrderIn } from './order-copy';
import { OrderCancelledListener } from './order-cancelled-listener';
import { OrderCompletedListener } from './order-completed-listener';
import { OrderCreatedListener } from './order-created-listener';
import { UserDeletedListener } from './user-deleted-listener';

/** @param settleSoon wakes the loop that settles the payments of ended orders */
export function listeners(
  payments: Payments,
  settleSoon: () => void,
  ended: Pick<EndedSessions, 'end'>,
): DurableListener[] {
  const keepOrder = keepOrderIn(payments, settleSoon);
  return [
    new OrderCreatedListener(keepOrder),
    new OrderCancelledListener(keepOrder),
    new OrderCompletedListener(keepOrder),
    new SessionEndedListener(ended),
    new UserDeletedListener(payments),
  ];
}
