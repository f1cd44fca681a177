import { OrderStatus, silentLogger } from '@ticketing-dev/common';
import {
  anId,
  dropAndClose,
  eventually,
  fixedClock,
  testDatabase,
} from '@ticketing-dev/common/testing';
import { Registry } from 'prom-client';

import type { Payment } from '../src/domain/payment';
import { measuredGateway } from '../src/gateway/measured-gateway';
import { createPaymentMetrics } from '../src/metrics';
import { orderStore } from '../src/models/order';
import { paymentStore } from '../src/models/payment';
import { FakeGateway } from './support/fake-gateway';

const orderId = anId('a'.repeat(24));
const hour = 3_600_000;

describe('the metrics of payments', () => {
  const clock = fixedClock(new Date());
  const database = testDatabase(clock.now);
  const store = paymentStore(database);
  const orders = orderStore(database);
  beforeAll(() => database.open());
  afterEach(() => database.connection.collection('payments').deleteMany({}));
  afterAll(() => dropAndClose(database));

  function measure() {
    const { all, loop } = createPaymentMetrics({
      store,
      orders,
      lease: { alone: (work) => work },
      now: clock.now,
      logger: silentLogger(),
    });
    const registry = new Registry();
    for (const metric of all) registry.registerMetric(metric);
    return { loop, lines: async () => (await registry.metrics()).split('\n') };
  }

  async function aPayment(status: Payment['status']): Promise<Payment> {
    const payment: Payment = {
      id: store.nextId(),
      version: 0,
      orderId,
      slot: orderId,
      amountInCents: 1_999,
      status,
      createdAt: clock.now(),
      askedAt: clock.now(),
    };
    await store.insert(payment);
    return payment;
  }

  it('count money when it moves', async () => {
    const { lines } = measure();
    let payment = await aPayment('pending');
    for (const status of ['authorised', 'captured'] as const) {
      payment = await store.transition(payment, { status });
    }
    await store.transition(payment, { refund: 'done' });

    const found = await lines();
    for (const what of ['authorised', 'captured', 'refunded']) {
      expect(found).toContain(`payments_${what}_cents_total 1999`);
    }
    expect(found).toContain('payments_released_cents_total 0');
    expect(found).toContain('payments_total{state="captured"} 1');
  });

  it('have the age of the oldest payment that is not settled', async () => {
    const { lines } = measure();
    await aPayment('pending');
    clock.advance(2 * hour);

    const found = await lines();
    expect(found).toContain('payments_unsettled{state="pending"} 1');
    expect(found).toContain('payments_oldest_unsettled_age_seconds 7200');
  });

  it.each([
    ['0 if the order is complete', OrderStatus.Complete, 0],
    ['1 if the order is cancelled', OrderStatus.Cancelled, 1],
  ])('have payments_captured_of_cancelled_orders %s', async (_what, status, value) => {
    const { loop, lines } = measure();
    await database.connection.collection('orders').deleteMany({});
    await orders.keepNewest({ id: orderId, version: 1, status });
    await aPayment('captured');

    loop.start();

    await eventually(async () =>
      expect(await lines()).toContain(`payments_captured_of_cancelled_orders ${value}`),
    );
    await loop.stop();
  });

  it('time the calls of Stripe by their outcome', async () => {
    const { gateway, metric } = measuredGateway(new FakeGateway(clock.now));
    const registry = new Registry();
    registry.registerMetric(metric);

    await gateway.find({ id: store.nextId(), orderId, amountInCents: 1 });

    expect(await registry.metrics()).toContain(
      'stripe_call_duration_seconds_count{call="find",outcome="absent"} 1',
    );
  });
});
