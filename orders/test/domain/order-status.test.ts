import { OrderStatus } from '@ticketing-dev/common';

import { nextStatus, type OrderChange } from '../../src/domain/order-status';

const changes: readonly OrderChange[] = ['payment', 'buyer', 'expired'];
const { Created, AwaitingPayment, Complete, Cancelled } = OrderStatus;

describe('the table of transitions', () => {
  it.each([Created, AwaitingPayment])('completes or cancels an order that is %s', (status) => {
    expect(changes.map((change) => nextStatus(status, change))).toEqual([
      Complete,
      Cancelled,
      Cancelled,
    ]);
  });

  it.each([Complete, Cancelled])('lets nothing change an order that is %s', (status) => {
    expect(changes.map((change) => nextStatus(status, change))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
