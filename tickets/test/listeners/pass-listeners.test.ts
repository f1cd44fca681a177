import { type Id, OrderStatus } from '@ticketing-dev/common';
import { deliver, recordedLog, unknownId } from '@ticketing-dev/common/testing';

import { createPasses } from '../../src/domain/passes';
import type { OrderCopy, Ticket } from '../../src/domain/ticket';
import { openDoor, passOf, refund, sell } from '../support/passes';
import { anOrder, cancelled, completed, startService, type TestService } from '../support/service';

const { logger, lines } = recordedLog();
let service: TestService;
let ticket: Ticket;
beforeAll(async () => (service = await startService({ LIMITS: 'off' }, { logger })));
beforeEach(async () => {
  ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 2_000 });
});
afterAll(() => service.close());

const passEvents = async (seatId = ticket.id) =>
  (await service.passEventsOf(seatId)).filter(({ subject }) => subject === 'pass:updated');

const stored = async ({ id }: { readonly id: Id }): Promise<OrderCopy> =>
  (await service.orders.find(id)) ?? fail(`no copy of the order '${id}'`);

const fail = (message: string): never => {
  throw new Error(message);
};

describe('a completed order', () => {
  it('has a pass of its ticket, which is published without a code', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);

    await deliver(service.hear.completed, completed(order));

    const pass = await service.passStore.find(ticket.id);
    expect(pass).toMatchObject({
      id: ticket.id,
      version: 0,
      orderId: order.id,
      userId: 'buyer',
      sellerId: 'seller',
      title: 'Row 1',
      serial: 1,
      state: 'valid',
    });
    expect(await passEvents()).toEqual([
      {
        subject: 'pass:updated',
        data: { id: ticket.id, version: 0, orderId: order.id, serial: 1, state: 'valid' },
      },
    ]);
  });

  it('has one pass, however often and concurrently its event arrives', async () => {
    const order = anOrder(ticket);

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => deliver(service.hear.completed, completed(order))),
    );

    expect(outcomes).toEqual(outcomes.map(() => 'acked'));
    expect(await passEvents()).toHaveLength(1);
  });

  it('has its pass if its events arrive in another order', async () => {
    const order = anOrder(ticket);

    await deliver(service.hear.completed, completed(order));
    await deliver(service.hear.created, order);

    expect(await service.passStore.find(ticket.id)).toMatchObject({ orderId: order.id });
    expect(await passEvents()).toHaveLength(1);
  });
});

describe('an order that is not completed', () => {
  it('has no pass, whether it is open or cancelled', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    expect(await service.passes.issue(await stored(order))).toBeUndefined();

    await deliver(service.hear.cancelled, cancelled(order));

    expect(await service.passes.issue(await stored(order))).toBeUndefined();
    expect(await service.passStore.find(ticket.id)).toBeUndefined();
  });

  it('would have one if passes were issued from its first event', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    await deliver(service.hear.cancelled, cancelled(order));
    const find = service.orders.find.bind(service.orders);
    const unguarded = {
      find: async (id: Parameters<typeof find>[0]) => {
        const found = await find(id);
        return found && { ...found, status: OrderStatus.Complete };
      },
    };
    const passes = createPasses({
      passes: service.passStore,
      orders: unguarded,
      tickets: service.store,
      keys: service.keys,
      logger,
    });

    expect(await passes.issue(await stored(order))).toMatchObject({ state: 'valid' });
  });
});

describe('payment:refunded', () => {
  it('revokes the pass, however often it arrives', async () => {
    const { ticket: sold, order } = await sell(service);

    expect(await refund(service, order.id)).toBe('acked');
    expect(await refund(service, order.id)).toBe('acked');

    expect(await service.passStore.find(sold.id)).toMatchObject({ version: 1, state: 'revoked' });
    expect((await passEvents(sold.id)).at(-1)?.data).toMatchObject({
      state: 'revoked',
      version: 1,
    });
  });

  it('leaves a pass as it is that was used, and warns the operator', async () => {
    const sold = await sell(service);
    const door = await openDoor(service, sold.ticket);
    await door.admits((await passOf(service, sold)).code ?? '');

    expect(await refund(service, sold.order.id)).toBe('acked');

    expect(await service.passStore.find(sold.ticket.id)).toMatchObject({ state: 'admitted' });
    expect(lines.at(-1)).toMatchObject({
      msg: 'an order was refunded after its pass was used',
      orderId: sold.order.id,
      seatId: sold.ticket.id,
    });
  });

  it('revokes a pass that was never asked for, so that it is not issued later', async () => {
    const order = anOrder(ticket);
    // As an older build did: it stored the order, and issued no pass.
    await service.tickets.followOrder({
      id: order.id,
      version: 1,
      ticketId: ticket.id,
      status: OrderStatus.Complete,
      userId: 'buyer',
    });

    await refund(service, order.id);
    await deliver(service.hear.completed, completed(order));

    expect(await service.passStore.find(ticket.id)).toMatchObject({ state: 'revoked' });
  });

  it('is tried again while its order is not complete here', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);

    expect(await refund(service, order.id)).not.toBe('acked');
    expect(await refund(service, unknownId)).not.toBe('acked');
    await deliver(service.hear.completed, completed(order));

    expect(await refund(service, order.id)).toBe('acked');
    expect(await service.passStore.find(ticket.id)).toMatchObject({ state: 'revoked' });
  });
});
