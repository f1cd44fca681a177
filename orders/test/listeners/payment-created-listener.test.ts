import { deliver, unknownId } from '@ticketing-dev/common/testing';

import type { Order } from '../../src/domain/order';
import { aPayment, Cancelled, Complete, startService, type TestService } from '../support/service';

let service: TestService;
let order: Order;
beforeAll(async () => (service = await startService()));
beforeEach(async () => {
  const ticket = await service.aTicket();
  order = await service.orders.create({ userId: 'buyer', ticketId: ticket.id });
});
afterAll(() => service.close());

const now = () => service.store.find(order.id);

describe('the listener of payments', () => {
  it('completes the order, and publishes that', async () => {
    expect(await deliver(service.hear.paid, aPayment(order.id))).toBe('acked');

    expect(await now()).toMatchObject({ status: Complete, version: 1 });
    expect((await service.eventsOf(order.id))[1]).toMatchObject({
      subject: 'order:completed',
      data: { id: order.id, version: 1, status: 'complete', ticket: { id: order.ticket.id } },
    });
  });

  it('does not sell the ticket of a complete order again', async () => {
    await deliver(service.hear.paid, aPayment(order.id));

    await expect(
      service.orders.create({ userId: 'late', ticketId: order.ticket.id }),
    ).rejects.toThrow('Ticket is already reserved');
  });

  it('changes nothing if the same event is delivered twice', async () => {
    await deliver(service.hear.paid, aPayment(order.id));

    expect(await deliver(service.hear.paid, aPayment(order.id))).toBe('acked');

    expect(await now()).toMatchObject({ version: 1 });
  });

  it('leaves a cancelled order cancelled', async () => {
    await service.orders.cancel(order.id, 'buyer');

    expect(await deliver(service.hear.paid, aPayment(order.id))).toBe('acked');

    expect(await now()).toMatchObject({ status: Cancelled, version: 1 });
  });

  it('parks a payment of an unknown order', async () => {
    expect(await deliver(service.hear.paid, aPayment(unknownId), { times: 5 })).toBe('parked');
  });

  it('lets either the payment or a concurrent cancellation win, and publishes one event', async () => {
    await Promise.allSettled([
      deliver(service.hear.paid, aPayment(order.id)),
      service.orders.cancel(order.id, 'buyer'),
    ]);

    expect(await now()).toMatchObject({ version: 1 });
    expect(await service.eventsOf(order.id)).toHaveLength(2);
  });
});
