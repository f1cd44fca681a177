import { type EndedSessions, type Listener, SessionEndedListener } from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';
import { ExpirationCompleteListener } from './expiration-complete-listener';
import { PaymentCreatedListener } from './payment-created-listener';
import { TicketListener } from './ticket-listener';

export const listeners = (orders: Orders, ended: Pick<EndedSessions, 'end'>): Listener[] => [
  new TicketListener('ticket:created', orders),
  new TicketListener('ticket:updated', orders),
  new ExpirationCompleteListener(orders),
  new PaymentCreatedListener(orders),
  new SessionEndedListener(ended),
];
