import {
  type DurableListener,
  type EndedSessions,
  SessionEndedListener,
} from '@ticketing-dev/common';

import type { Passes } from '../../domain/passes';
import type { Tickets } from '../../domain/tickets';
import { OfferClosedListener } from './offer-closed-listener';
import { OrderCancelledListener } from './order-cancelled-listener';
import { OrderCompletedListener } from './order-completed-listener';
import { OrderCreatedListener } from './order-created-listener';
import { PaymentRefundedListener } from './payment-refunded-listener';
import { UserDeletedListener } from './user-deleted-listener';

export const listeners = (
  tickets: Tickets,
  passes: Passes,
  ended: Pick<EndedSessions, 'end'>,
): DurableListener[] => [
  new OrderCreatedListener(tickets),
  new OrderCancelledListener(tickets),
  new OrderCompletedListener(tickets, passes),
  new OfferClosedListener(tickets),
  new PaymentRefundedListener(passes),
  new UserDeletedListener(tickets),
  new SessionEndedListener(ended),
];
