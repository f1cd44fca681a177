import { readDataOf } from '@ticketing-dev/common';
import { anId } from '@ticketing-dev/common/testing';

import { paymentCreated, paymentRefunded } from '../../src/domain/payment-events';

const id = anId('c'.repeat(24));
const orderId = anId('b'.repeat(24));

const now = new Date();
const payment = {
  id,
  orderId,
  slot: orderId,
  amountInCents: 1_999,
  token: 'tok_visa',
  createdAt: now,
  askedAt: now,
  stripeId: 'ch_1',
  card: { brand: 'visa', last4: '4242' },
};

describe('payment:created', () => {
  it('has the order and the charge, and nothing of the card', () => {
    const { subject, data } = paymentCreated({ ...payment, status: 'authorised', version: 1 });

    expect({ subject, data }).toEqual({
      subject: 'payment:created',
      data: { id, orderId, stripeId: 'ch_1' },
    });
    expect(readDataOf(subject, data)).toEqual(data);
  });
});

describe('payment:refunded', () => {
  it('has the order, the refund, its amount and the buyer, and nothing of the card', () => {
    const refunded = { ...payment, status: 'captured', version: 4, refundId: 're_1' } as const;
    const { subject, data } = paymentRefunded(refunded, 'buyer');

    expect({ subject, data }).toEqual({
      subject: 'payment:refunded',
      data: { id, version: 4, orderId, stripeId: 're_1', amount: 19.99, userId: 'buyer' },
    });
    expect(readDataOf(subject, data)).toEqual(data);
    expect(paymentRefunded(refunded, undefined).data).not.toHaveProperty('userId');
  });
});
