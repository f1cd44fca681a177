import { deliver, recordedLog } from '@ticketing-dev/common/testing';

import { OrderCompletedListener } from '../../src/events/listeners/order-completed-listener';

const order = { id: 'a'.repeat(24), version: 1, ticket: { id: 'b'.repeat(24) } };

describe('the listener of completed orders', () => {
  it('logs the order, and acknowledges the event', async () => {
    const { logger, lines } = recordedLog();

    expect(await deliver(new OrderCompletedListener(logger), order)).toBe('acked');

    expect(lines).toMatchObject([{ orderId: order.id, msg: 'sample received a completed order' }]);
  });
});
