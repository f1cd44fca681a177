import { isDataOf, subjects } from '@ticketing-dev/common';

const order = {
  id: 'o1',
  version: 0,
  status: 'created',
  userId: 'any string: 1',
  expiresAt: '2026-01-01T12:00:00.000Z',
  ticket: { id: 't1', title: 'Row 1', price: 19.99, version: 0 },
};

describe('the contract', () => {
  it('has these seven events and no others', () => {
    expect([...subjects].sort()).toEqual([
      'expiration:complete',
      'order:cancelled',
      'order:completed',
      'order:created',
      'payment:created',
      'ticket:created',
      'ticket:updated',
    ]);
  });

  it('takes events that have grown', () => {
    expect(isDataOf('order:created', { ...order, colour: 'red' })).toBe(true);
    expect(
      isDataOf('ticket:updated', {
        id: 't',
        version: 1,
        title: 'x',
        price: 5,
        userId: 'u',
        orderId: 'o',
      }),
    ).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['no version', { ...order, version: undefined }],
    ['a version that is no count', { ...order, version: -1 }],
    ['an unknown status', { ...order, status: 'sold' }],
    ['a date that is none', { ...order, expiresAt: 'soon' }],
    ['no ticket', { ...order, ticket: undefined }],
    ['a price as text', { ...order, ticket: { ...order.ticket, price: '5' } }],
  ])('refuses an order of %s', (_what, data) => {
    expect(isDataOf('order:created', data)).toBe(false);
  });
});
