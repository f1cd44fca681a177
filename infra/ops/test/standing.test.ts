import type { CurrentState } from '@ticketing-dev/common';

import { standing } from '../src/standing';

const id = 'a'.repeat(24);
const time = new Date('2026-01-31T09:00:00Z');

const order = (status: string, expiresAt = '2026-01-31T09:10:00.000Z'): CurrentState => ({
  kind: 'order',
  id,
  status,
  expiresAt,
  ticketId: 'b'.repeat(24),
});
const payment = (fields: Partial<CurrentState>): CurrentState => ({
  kind: 'payment',
  id: 'c'.repeat(24),
  orderId: id,
  authorisedAt: '2026-01-31T08:59:00.000Z',
  amount: 20,
  ...fields,
});

describe('where an order stands', () => {
  it.each<[string, readonly CurrentState[]]>([
    ['waits for payment until 2026-01-31T09:10:00.000Z', [order('created')]],
    [
      'is overdue since 2026-01-31T08:00:00.000Z',
      [order('created', '2026-01-31T08:00:00.000Z'), { kind: 'timer', id, state: 'failed' }],
    ],
    ['waits for the event payment:created', [order('created'), payment({ status: 'authorised' })]],
    ['waits for an answer of Stripe', [order('created'), payment({ status: 'pending' })]],
    [
      'is complete: paid at 2026-01-31T08:59:00.000Z',
      [order('complete'), payment({ status: 'captured' })],
    ],
    ['tries to capture it', [order('complete'), payment({ status: 'authorised' })]],
    [
      'was refunded at 2026-01-31T09:00:00.000Z',
      [
        order('complete'),
        payment({ status: 'captured', refund: 'done', refundedAt: time.toISOString() }),
      ],
    ],
    ['can no longer be captured', [order('complete'), payment({ status: 'capture_failed' })]],
    ['payments has no payment of it', [order('complete')]],
    ['nothing was charged', [order('cancelled'), payment({ status: 'released' })]],
    ['payments releases it', [order('cancelled'), payment({ status: 'authorised' })]],
    ['is not known to orders', []],
    [
      'A message about it is parked: order:created-1 (Error: x)',
      [order('created'), { kind: 'parked', id: 'order:created-1', reason: 'Error: x' }],
    ],
  ])('says that it %s', (said, now) => {
    expect(standing('order', id, now, time)).toContain(said);
  });
});

describe('where a ticket stands', () => {
  const ticket = (fields: object): CurrentState => ({ kind: 'ticket', id, version: 1, ...fields });

  it.each<[string, readonly CurrentState[]]>([
    ['The ticket is on sale.', [ticket({})]],
    ['The ticket is off sale.', [ticket({ offSale: 'done' })]],
    ['waits for the event offer:closed', [ticket({ offSale: 'requested' })]],
    [`The ticket has the order ${id}`, [ticket({ orderId: id }), order('created')]],
  ])('says: %s', (said, now) => {
    expect(standing('ticket', id, now, time)).toContain(said);
  });
});
