import {
  type DurableListener,
  type EndedSessions,
  SessionEndedListener,
} from '@ticketing-dev/common';

import type { Mails } from '../../domain/mails';
import { OrderCancelledListener } from './order-cancelled-listener';
import { OrderCompletedListener } from './order-completed-listener';
import { PaymentRefundedListener } from './payment-refunded-listener';

export const listeners = (
  mails: Pick<Mails, 'announce'>,
  ended: Pick<EndedSessions, 'end'>,
): DurableListener[] => [
  new OrderCancelledListener(mails),
  new OrderCompletedListener(mails),
  new PaymentRefundedListener(mails),
  new SessionEndedListener(ended),
];
