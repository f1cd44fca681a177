import { silentLogger } from '@ticketing-dev/common';
import { deliver, eventually } from '@ticketing-dev/common/testing';
import { Registry } from 'prom-client';

import { createTicketMetrics } from '../src/metrics';
import { refund, sell } from './support/passes';
import { startService, type TestService } from './support/service';

describe('the metrics of tickets', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  function measure() {
    const { store, passStore, passes, orders, clock } = service;
    const { all, loop } = createTicketMetrics({
      tickets: store,
      passStore,
      passes,
      orders,
      lease: { alone: (work) => work },
      now: clock.now,
      logger: silentLogger(),
    });
    const registry = new Registry();
    for (const metric of all) registry.registerMetric(metric);
    return { loop, lines: async () => (await registry.metrics()).split('\n') };
  }

  it('count the pass of a sale, and its end by a refund', async () => {
    const { lines } = measure();
    const { order } = await sell(service);
    await refund(service, order.id);

    const found = await lines();
    expect(found).toContain('tickets_offered_total 1');
    expect(found).toContain('passes_total{state="valid"} 1');
    expect(found).toContain('passes_total{state="revoked"} 1');
  });

  it.each([
    ['0 if the order has its pass', false, 0],
    ['1 if the pass is gone', true, 1],
  ])('have orders_paid_without_ticket %s', async (_what, isLost, value) => {
    const { loop, lines } = measure();
    const { ticket, order } = await sell(service);
    await deliver(service.hear.created, order);
    if (isLost) await service.connection.collection('passes').deleteMany({});
    expect(ticket.id).toBe(order.ticket.id);
    service.clock.advance(2 * 60_000);

    loop.start();

    await eventually(async () =>
      expect(await lines()).toContain(`orders_paid_without_ticket ${value}`),
    );
    await loop.stop();
  });
});
