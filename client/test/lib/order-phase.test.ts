import { OrderStatus, type PaymentStatus } from '@ticketing-dev/common/contracts';

import { orderPhase } from '@/lib/order-phase';

import { anOrder, aPayment, serverNow } from '../support/builders';

const { Created, AwaitingPayment, Complete, Cancelled } = OrderStatus;
const duringHold = serverNow;
const afterHold = serverNow + 16 * 60_000;

type Case = [OrderStatus, PaymentStatus | null, number, string];

it.each<Case>([
  [Created, null, duringHold, 'awaiting-payment'],
  [AwaitingPayment, null, duringHold, 'awaiting-payment'],
  [Created, 'failed', duringHold, 'awaiting-payment'],
  [Created, 'pending', duringHold, 'paying'],
  [Created, 'authorised', afterHold, 'paying'],
  [Created, null, afterHold, 'ending'],
  [Complete, 'captured', afterHold, 'completed'],
  [Complete, null, duringHold, 'completed'],
  [Cancelled, null, duringHold, 'cancelled'],
  [Cancelled, 'released', duringHold, 'cancelled'],
  [Cancelled, null, afterHold, 'expired'],
  [Cancelled, 'failed', afterHold, 'expired'],
  [Cancelled, 'authorised', afterHold, 'hold-ended-first'],
  [Cancelled, 'released', afterHold, 'hold-ended-first'],
])('an order %s with a payment %s at %d is %s', (status, payment, now, phase) => {
  const attempt = payment && aPayment({ status: payment });

  expect(orderPhase(anOrder({ status }), attempt, now)).toBe(phase);
});

it.each([
  ['buyer', 'cancelled'],
  ['expired', 'expired'],
] as const)(
  'an order cancelled with the reason %s remains %s, at any later time',
  (cancelReason, phase) => {
    const order = anOrder({ status: Cancelled, cancelReason });

    expect(orderPhase(order, null, afterHold)).toBe(phase);
  },
);
