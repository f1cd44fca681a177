import { isDataOf } from '@ticketing-dev/common';

import { paymentCreated } from '../../src/events/publishers/payment-created';

describe('payment:created', () => {
  it('says which order is paid by which charge, and nothing of the card', () => {
    const now = new Date();
    const { subject, data } = paymentCreated({
      id: 'p',
      version: 1,
      orderId: 'o',
      slot: 'o',
      amountInCents: 1_999,
      token: 'tok_visa',
      status: 'authorised',
      createdAt: now,
      askedAt: now,
      stripeId: 'ch_1',
    });

    expect({ subject, data }).toEqual({
      subject: 'payment:created',
      data: { id: 'p', orderId: 'o', stripeId: 'ch_1' },
    });
    expect(isDataOf(subject, data)).toBe(true);
  });
});
