import { messageIds } from '../../src/bus/message-ids';

const ids = { requestId: 'r1', eventId: 'order:created/o1/0', aggregateId: 'o1' };

describe('the ids of a message', () => {
  it.each([
    [
      'an order',
      '{"ticket":{"id":"t1"},"id":"o1","requestId":"r1","eventId":"order:created/o1/0"}',
    ],
    ['what names an order', '{"orderId":"o1","requestId":"r1","eventId":"order:created/o1/0"}'],
    ['what is cut short', '{"id":"o1","requestId":"r1","eventId":"order:created/o1/0","tit'],
  ])('are read from %s', (_what, data) => {
    expect(messageIds(data)).toEqual(ids);
  });

  it.each(['', 'null', '[]', '7', '{"id":7,"requestId":{"a":1},"eventId":""}'])(
    'are none in %s',
    (data) => {
      expect(Object.values(messageIds(data))).toEqual([undefined, undefined, undefined]);
    },
  );

  it('are never longer than what fits a log line', () => {
    const { requestId } = messageIds(JSON.stringify({ requestId: 'x'.repeat(5_000) }));

    expect(requestId).toHaveLength(200);
  });
});
