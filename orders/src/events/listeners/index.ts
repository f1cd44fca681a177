import {
  type DurableListener,
  type EndedSessions,
  SessionEndedListener,
} from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';
import { ExpirationCompleteListener } from './expiration-complete-listener';
import { PaymentCreatedListener } from './payment-created-listener';
import { TicketCreatedListener } from './ticket-created-listener';
import { TicketDeletedListener } from './ticket-deleted-listener';
import { TicketUpdatedListener } from './ticket-updated-listener';
import { UserDeletedListener } from './user-deleted-listener';

export const listeners = (orders: Orders, ended: Pick<EndedSessions, 'end'>): DurableListener[] => [
  new TicketCreatedListener(orders),
  new TicketUpdatedListener(orders),
  new TicketDeletedListener(orders),
  new ExpirationCompleteListener(orders),
  new PaymentCreatedListener(orders),
  new SessionEndedListener(ended),
  new UserDeletedListener(orders),
];
