import { MalformedDataError, readDataOf, subjects } from '@ticketing-dev/common';

const id = 'b'.repeat(24);
const ticketId = 'a'.repeat(24);
const order = {
  id,
  version: 0,
  status: 'created',
  userId: 'any string: 1',
  expiresAt: '2026-01-01T12:00:00.000Z',
  ticket: { id: ticketId, title: 'Row 1', price: 19.99, version: 0 },
};

describe('the contract', () => {
  it('has these thirteen events and no others', () => {
    expect([...subjects].sort()).toEqual([
      'expiration:complete',
      'offer:closed',
      'order:cancelled',
      'order:completed',
      'order:created',
      'pass:updated',
      'payment:created',
      'payment:refunded',
      'session:ended',
      'ticket:created',
      'ticket:deleted',
      'ticket:updated',
      'user:deleted',
    ]);
  });

  it('accepts events with additional fields, and keeps these', () => {
    const grown = { ...order, colour: 'red', ticket: { ...order.ticket, row: 1 } };

    expect(readDataOf('order:created', grown)).toEqual(grown);
  });

  it.each([
    ['ticket:created', { id: ticketId, version: 0, title: 'x', price: 5, userId: 'u' }],
    ['ticket:updated', { id: ticketId, version: 1, title: 'x', price: 5, userId: 'u' }],
    ['order:created', { ...order, ticket: { id: ticketId, price: 19.99 } }],
    ['order:cancelled', { id, version: 1, ticket: { id: ticketId } }],
    ['order:completed', { id, version: 1, ticket: { id: ticketId } }],
    ['expiration:complete', { orderId: id }],
    ['payment:created', { id: 'c'.repeat(24), orderId: id, stripeId: 'ch_1' }],
  ] as const)('takes %s in its published form, without what is ours', (subject, data) => {
    expect(readDataOf(subject, data)).toEqual(data);
  });

  it('reads every id of an event in lower case, and nothing else', () => {
    const userId = 'A'.repeat(24);
    const shouted = {
      ...order,
      userId,
      id: 'B'.repeat(24),
      ticket: { id: 'A'.repeat(24), price: 5 },
    };

    expect(readDataOf('order:created', shouted)).toEqual({
      ...order,
      userId,
      ticket: { id: ticketId, price: 5 },
    });
    expect(
      readDataOf('ticket:updated', {
        id: 'A'.repeat(24),
        version: 1,
        title: 'X',
        price: 5,
        userId,
        orderId: 'B'.repeat(24),
      }),
    ).toMatchObject({ id: ticketId, orderId: id, userId });
    expect(readDataOf('expiration:complete', { orderId: 'B'.repeat(24) })).toEqual({ orderId: id });
  });

  it.each([
    ['nothing', undefined, 'must be an object'],
    ['a list', [], 'must be an object'],
    ['an id that is none', { ...order, id: 'order-1' }, 'id must be an id'],
    ['no version', { ...order, version: undefined }, 'version must be'],
    ['a version that is no count', { ...order, version: -1 }, 'version must be'],
    ['an unknown status', { ...order, status: 'sold' }, 'status must be one of'],
    ['a date that is none', { ...order, expiresAt: 'soon' }, 'expiresAt must be a date'],
    ['no ticket', { ...order, ticket: undefined }, 'ticket must be an object'],
    ['a price as text', { ...order, ticket: { ...order.ticket, price: '5' } }, 'ticket price must'],
  ])('refuses an order of %s, with the reason', (_what, data, says) => {
    expect(() => readDataOf('order:created', data)).toThrow(MalformedDataError);
    expect(() => readDataOf('order:created', data)).toThrow(says);
  });

  it.each([
    ['no sessions', { sids: undefined }],
    ['one session alone', { sids: 'a' }],
    ['a session that is no text', { sids: ['a', 7] }],
    ['no end', { until: undefined }],
    ['an end that is none', { until: 'soon' }],
  ])('refuses ended sessions with %s', (_what, fault) => {
    const ended = { sids: ['a'], until: order.expiresAt };

    expect(readDataOf('session:ended', ended)).toEqual(ended);
    expect(() => readDataOf('session:ended', { ...ended, ...fault })).toThrow(MalformedDataError);
  });
});
