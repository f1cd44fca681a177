import { OrderStatus, silentLogger } from '@ticketing-dev/common';
import { eventually, signedIn } from '@ticketing-dev/common/testing';
import { Registry } from 'prom-client';
import request from 'supertest';

import { createOrderMetrics } from '../src/metrics';
import { holdSeconds, startService, type TestService } from './support/service';

describe('the metrics of orders', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  function measure() {
    const { store, clock } = service;
    const { all, loop } = createOrderMetrics({
      store,
      lease: { alone: (work) => work },
      now: clock.now,
      logger: silentLogger(),
    });
    const registry = new Registry();
    for (const metric of all) registry.registerMetric(metric);
    return { loop, lines: async () => (await registry.metrics()).split('\n') };
  }

  async function anOrder(ticketId: string): Promise<string> {
    const { body } = await request(service.app)
      .post('/api/orders')
      .set('Cookie', signedIn('buyer'))
      .send({ ticketId })
      .expect(201);
    return (body as { readonly id: string }).id;
  }

  it('count an order that expires, and how late it does', async () => {
    const { lines } = measure();
    // The database's own clock decides that a reservation is over.
    const before = new Date(service.clock.now().getTime() - (holdSeconds + 7) * 1000);
    const earlier = service.another({ now: () => before });
    for (let i = 0; i < 2; i += 1) {
      const { id } = await service.aTicket();
      await earlier.create({ userId: 'buyer', ticketId: id });
    }

    await service.orders.sweepOverdue();

    const found = await lines();
    expect(found).toContain('orders_total{outcome="created"} 2');
    expect(found).toContain('orders_total{outcome="expired"} 2');
    expect(found).toContain('orders_holds_open 0');
    expect(found).toContain('order_expiry_lateness_seconds_bucket{le="5"} 0');
    expect(found).toContain('order_expiry_lateness_seconds_bucket{le="10"} 2');
  });

  it('count holds whose time is over', async () => {
    const { lines } = measure();
    await anOrder((await service.aTicket()).id);
    service.clock.advance((holdSeconds + 1) * 1000);

    const found = await lines();
    expect(found).toContain('orders_holds_open 1');
    expect(found).toContain('orders_holds_overdue 1');
  });

  it.each([
    ['0 while the index guards the slot', true, 0],
    ['1 if two orders have one ticket', false, 1],
  ])('have tickets_sold_twice %s', async (_what, isGuarded, value) => {
    const { loop, lines } = measure();
    const orders = service.connection.collection('orders');
    if (!isGuarded) await orders.dropIndex('slot_1');
    const ticket = await service.aTicket();
    await anOrder(ticket.id);
    const [order] = await service.ordersOf(ticket.id);
    if (!order) throw new Error('there is no order');
    const id = service.store.nextId();
    await service.store
      .insert({ ...order, id, place: id, status: OrderStatus.Complete })
      .catch(() => undefined);

    loop.start();

    await eventually(async () => expect(await lines()).toContain(`tickets_sold_twice ${value}`));
    await loop.stop();
  });
});
