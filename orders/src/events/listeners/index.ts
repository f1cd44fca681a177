import type { Listener } from '@ticketing-dev/common';

import type { Orders } from '../../domain/orders';
import { ExpirationCompleteListener } from './expiration-complete-listener';
import { PaymentCreatedListener } from './payment-created-listener';
import { TicketListener } from './ticket-listener';

export const listeners = (orders: Orders): Listener[] => [
  new TicketListener('ticket:created', orders),
  new TicketListener('ticket:updated', orders),
  new ExpirationCompleteListener(orders),
  new PaymentCreatedListener(orders),
];
