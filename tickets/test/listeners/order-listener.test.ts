import { deliver, unknownId } from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import type { Ticket } from '../../src/domain/ticket';
import { anOrder, cancelled, completed, startService, type TestService } from '../support/service';

let service: TestService;
let ticket: Ticket;
beforeAll(async () => (service = await startService()));
beforeEach(async () => {
  ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 2_000 });
});
afterAll(() => service.close());

const now = async () => service.store.find(ticket.id);

describe('the listener of orders', () => {
  it('reserves the ticket of a new order, and publishes that', async () => {
    const order = anOrder(ticket);

    expect(await deliver(service.hear.created, order)).toBe('acked');

    expect(await now()).toMatchObject({ orderId: order.id, version: 1 });
    expect(await service.eventsOf(ticket.id)).toMatchObject([
      { subject: 'ticket:created' },
      { subject: 'ticket:updated', data: { id: ticket.id, version: 1, orderId: order.id } },
    ]);
  });

  it('frees the ticket of a cancelled order, and publishes that', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);

    await deliver(service.hear.cancelled, cancelled(order));

    expect(await now()).not.toHaveProperty('orderId');
    const events = await service.eventsOf(ticket.id);
    expect(events[2]).toMatchObject({ subject: 'ticket:updated', data: { version: 2 } });
    expect(events[2]?.data).not.toHaveProperty('orderId');
  });

  it('keeps the ticket of a completed order reserved', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);

    await deliver(service.hear.completed, completed(order));

    expect(await now()).toMatchObject({ orderId: order.id, version: 1 });
  });

  it('changes nothing if the same event is delivered twice', async () => {
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);

    expect(await deliver(service.hear.created, order)).toBe('acked');

    expect(await now()).toMatchObject({ version: 1 });
  });

  it('stays free when the cancellation comes before the order', async () => {
    const order = anOrder(ticket);

    await deliver(service.hear.cancelled, cancelled(order));
    await deliver(service.hear.created, order);

    expect(await now()).toEqual(ticket);
  });

  it('accepts the published form, in which a cancellation has only the ticket’s id', async () => {
    const { title: _title, version: _version, ...published } = anOrder(ticket).ticket;
    const order = { ...anOrder(ticket), ticket: published };
    const end = { id: order.id, version: 1, ticket: { id: ticket.id } };

    expect(await deliver(service.hear.created, order)).toBe('acked');
    expect(await now()).toMatchObject({ orderId: order.id });
    expect(await deliver(service.hear.cancelled, end)).toBe('acked');

    expect(await now()).not.toHaveProperty('orderId');
  });

  it('stays free in the published form when the cancellation comes before the order', async () => {
    const order = anOrder(ticket);

    await deliver(service.hear.cancelled, { id: order.id, version: 1, ticket: { id: ticket.id } });
    await deliver(service.hear.created, order);

    expect(await now()).toEqual(ticket);
  });

  it('frees the ticket whatever version a publisher gives a cancellation', async () => {
    const order = { ...anOrder(ticket), version: 3 };
    await deliver(service.hear.created, order);
    expect(await now()).toMatchObject({ orderId: order.id });

    await deliver(service.hear.cancelled, { id: order.id, version: 3, ticket: { id: ticket.id } });
    await deliver(service.hear.created, { ...order, version: 9 });

    expect(await now()).not.toHaveProperty('orderId');
  });

  it('does not end another order’s hold by a late cancellation', async () => {
    const first = anOrder(ticket);
    const second = anOrder(ticket);
    await deliver(service.hear.created, first);
    await deliver(service.hear.created, second);

    await deliver(service.hear.cancelled, cancelled(first));

    expect(await now()).toMatchObject({ orderId: second.id });
  });

  it('parks an order of an unknown ticket after five deliveries', async () => {
    const order = anOrder({ ...ticket, id: unknownId });

    expect(await deliver(service.hear.created, order, { times: 4 })).toBe('retried');
    expect(await deliver(service.hear.created, order, { times: 5 })).toBe('parked');
  });

  it('ends with the one live order, for any order and repetition of events', async () => {
    const [first, second, third] = [anOrder(ticket), anOrder(ticket), anOrder(ticket)];
    const steps = {
      created1: () => deliver(service.hear.created, first),
      cancelled1: () => deliver(service.hear.cancelled, cancelled(first)),
      created2: () => deliver(service.hear.created, second),
      cancelled2: () => deliver(service.hear.cancelled, cancelled(second)),
      created3: () => deliver(service.hear.created, third),
      completed3: () => deliver(service.hear.completed, completed(third)),
    };
    const names = Object.keys(steps) as (keyof typeof steps)[];
    const runs = fc
      .tuple(
        fc.shuffledSubarray(names, { minLength: names.length }),
        fc.array(fc.constantFrom(...names), { maxLength: 4 }),
      )
      .chain(([all, again]) =>
        fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
      );

    await fc.assert(
      fc.asyncProperty(runs, async (run) => {
        ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 2_000 });
        for (const order of [first, second, third]) Object.assign(order, anOrder(ticket));

        for (const name of run) await steps[name]();

        expect(await now()).toMatchObject({ orderId: third.id });
      }),
      { numRuns: 25 },
    );
  });

  it('loses no reservation if an order’s events and an edit are concurrent', async () => {
    const order = anOrder(ticket);

    await Promise.allSettled([
      deliver(service.hear.created, order),
      service.tickets.update(ticket.id, 'seller', { title: 'Row 2', priceInCents: 3_000 }),
    ]);

    expect(await now()).toMatchObject({ orderId: order.id });
  });
});
