import { readDataOf } from '@ticketing-dev/common';
import { anId } from '@ticketing-dev/common/testing';

import { paymentCreated } from '../../src/domain/payment-events';

const id = anId('c'.repeat(24));
const orderId = anId('b'.repeat(24));

describe('payment:created', () => {
  it('has the order and the charge, and nothing of the card', () => {
    const now = new Date();
    const { subject, data } = paymentCreated({
      id,
      version: 1,
      orderId,
      slot: orderId,
      amountInCents: 1_999,
      token: 'tok_visa',
      status: 'authorised',
      createdAt: now,
      askedAt: now,
      stripeId: 'ch_1',
    });

    expect({ subject, data }).toEqual({
      subject: 'payment:created',
      data: { id, orderId, stripeId: 'ch_1' },
    });
    expect(readDataOf(subject, data)).toEqual(data);
  });
});
