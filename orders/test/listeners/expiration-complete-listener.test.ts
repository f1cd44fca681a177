import type { Id } from '@ticketing-dev/common';
import { deliver, unknownId } from '@ticketing-dev/common/testing';

import {
  aPayment,
  Cancelled,
  Complete,
  Created,
  startService,
  type TestService,
} from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const anHourAhead = () => new Date(Date.now() + 60 * 60 * 1000);

const anOrder = async (holdSeconds: number) => {
  const ticket = await service.aTicket();
  return service.another({ holdSeconds }).create({ userId: 'buyer', ticketId: ticket.id });
};
const statusOf = async (id: Id) => (await service.store.find(id))?.status;

describe('the listener of expirations', () => {
  it('cancels an order whose hold is over, with the reason', async () => {
    const order = await anOrder(0);

    expect(await deliver(service.hear.expired, { orderId: order.id })).toBe('acked');

    expect(await statusOf(order.id)).toBe(Cancelled);
    expect((await service.eventsOf(order.id))[1]).toMatchObject({
      subject: 'order:cancelled',
      data: { version: 1, status: 'cancelled', reason: 'expired' },
    });
  });

  it('ignores the event if the hold is not over', async () => {
    const order = await anOrder(900);

    expect(await deliver(service.hear.expired, { orderId: order.id })).toBe('acked');

    expect(await statusOf(order.id)).toBe(Created);
  });

  it('uses the database’s clock, not that of an instance that runs ahead', async () => {
    const order = await anOrder(900);

    await service.another({ now: anHourAhead }).expire(order.id);
    await service.another({ now: anHourAhead }).sweepOverdue();

    expect(await statusOf(order.id)).toBe(Created);
  });

  it('changes nothing if the event is delivered twice', async () => {
    const order = await anOrder(0);
    await deliver(service.hear.expired, { orderId: order.id });

    expect(await deliver(service.hear.expired, { orderId: order.id })).toBe('acked');

    expect((await service.store.find(order.id))?.version).toBe(1);
  });

  it('leaves a complete order complete', async () => {
    const order = await anOrder(0);
    await deliver(service.hear.paid, aPayment(order.id));

    expect(await deliver(service.hear.expired, { orderId: order.id })).toBe('acked');

    expect(await statusOf(order.id)).toBe(Complete);
  });

  it('ignores an unknown order', async () => {
    expect(await deliver(service.hear.expired, { orderId: unknownId })).toBe('acked');
  });
});

describe('the sweep', () => {
  it('cancels overdue orders without an event, and no others', async () => {
    const [overdue, held, paid] = [await anOrder(0), await anOrder(900), await anOrder(0)];
    await deliver(service.hear.paid, aPayment(paid.id));

    await service.orders.sweepOverdue();

    expect(await statusOf(overdue.id)).toBe(Cancelled);
    expect(await statusOf(held.id)).toBe(Created);
    expect(await statusOf(paid.id)).toBe(Complete);
  });
});
