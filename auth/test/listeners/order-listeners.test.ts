import { systemClock } from '@ticketing-dev/common';
import { deliver } from '@ticketing-dev/common/testing';

import type { EventMail } from '../../src/domain/mails';
import { OrderCancelledListener } from '../../src/events/listeners/order-cancelled-listener';
import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';
import { PaymentRefundedListener } from '../../src/events/listeners/payment-refunded-listener';

const buyer = 'a'.repeat(24);
const seller = 'b'.repeat(24);
const order = {
  id: 'c'.repeat(24),
  version: 1,
  userId: buyer,
  ticket: { id: 'd'.repeat(24), title: 'Jazz', price: 27.5, version: 0, userId: seller },
  eventId: `order:completed/${'c'.repeat(24)}/1`,
  occurredAt: systemClock().toISOString(),
};
const facts = { orderId: order.id, ticketId: order.ticket.id, title: 'Jazz', priceInCents: 2_750 };

const announced: EventMail[] = [];
const mails = {
  announce(mail: EventMail) {
    announced.push(mail);
    return Promise.resolve();
  },
};
beforeEach(() => (announced.length = 0));

describe('the listener of completed orders', () => {
  const listener = new OrderCompletedListener(mails);

  it('mails the buyer and the seller', async () => {
    expect(await deliver(listener, order)).toBe('acked');

    const { eventId, occurredAt } = order;
    expect(announced).toEqual([
      { eventId, occurredAt, kind: 'bought', userId: buyer, facts },
      { eventId, occurredAt, kind: 'sold', userId: seller, facts },
    ]);
  });

  it('has no receiver when the event is of the published contract', async () => {
    const { id, version, ticket } = order;

    expect(await deliver(listener, { id, version, ticket: { id: ticket.id } })).toBe('acked');

    expect(announced.map(({ userId }) => userId)).toEqual([undefined, undefined]);
  });
});

describe('the listener of cancelled orders', () => {
  const listener = new OrderCancelledListener(mails);

  it('mails the buyer of an order that expired', async () => {
    expect(await deliver(listener, { ...order, reason: 'expired' })).toBe('acked');

    expect(announced).toMatchObject([{ kind: 'order-expired', userId: buyer, facts }]);
  });

  it.each([['buyer' as const], [undefined]])(
    'mails nobody when the reason is %s',
    async (reason) => {
      expect(await deliver(listener, { ...order, ...(reason && { reason }) })).toBe('acked');

      expect(announced).toEqual([]);
    },
  );
});

describe('the listener of refunds', () => {
  const listener = new PaymentRefundedListener(mails);
  const refund = {
    id: 'e'.repeat(24),
    version: 4,
    orderId: order.id,
    stripeId: 're_1',
    amount: 27.5,
    userId: buyer,
    eventId: `payment:refunded/${'e'.repeat(24)}/4`,
    occurredAt: order.occurredAt,
  };

  it('mails the buyer', async () => {
    expect(await deliver(listener, refund)).toBe('acked');

    const { eventId, occurredAt } = refund;
    expect(announced).toEqual([
      {
        eventId,
        occurredAt,
        kind: 'refund',
        userId: buyer,
        facts: { orderId: order.id, priceInCents: 2_750 },
      },
    ]);
  });

  it('has no receiver when payments does not know the buyer', async () => {
    const { userId: _buyer, ...unknown } = refund;

    expect(await deliver(listener, unknown)).toBe('acked');

    expect(announced.map(({ userId }) => userId)).toEqual([undefined]);
  });
});
