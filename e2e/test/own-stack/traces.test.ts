import { readFileSync } from 'node:fs';

import { eventually } from '@ticketing-dev/common/testing';

import { aTicketOnSale, ended, pay, placeOrder } from '../../kit/market';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aMember, expectStatus } from '../../kit/person';
import { type CollectedSpan, startSpanCollector } from '../../kit/span-collector';

const withinMs = 30_000;

describe('the traces', () => {
  let collector: Awaited<ReturnType<typeof startSpanCollector>>;
  let stack: OwnStack;

  beforeAll(async () => {
    collector = await startSpanCollector();
    stack = await anOwnStack({
      client: false,
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_BSP_SCHEDULE_DELAY: '200',
        EXPIRATION_WINDOW_SECONDS: '8',
      },
    });
  });
  afterAll(async () => {
    await stack.end();
    await collector.end();
  });

  const finds = (...path: readonly string[]): Promise<CollectedSpan> =>
    eventually(() => {
      const [span] = collector.along(...path);
      if (!span) throw new Error(`no span along ${path.join(' > ')}`);
      return Promise.resolve(span);
    }, withinMs);

  it('lead from the POST of a payment over the bus to the captured charge', async () => {
    const [seller, buyer] = [await aMember(stack), await aMember(stack)];
    const placed = await placeOrder(buyer, await aTicketOnSale({ seller }));

    expectStatus(await pay(buyer, placed), 201);

    const post = 'payments: POST /api/payments';
    const completed = [
      post,
      'payments: publish payment:created',
      'orders: process payment:created',
      'orders: publish order:completed',
    ];
    await finds(post, 'payments: stripe authorise');
    await finds(...completed, 'payments: process order:completed');
    await finds(...completed, 'tickets: process order:completed', 'tickets: publish pass:updated');
    await finds(...completed, 'expiration: process order:completed', 'expiration: remove timer');
    const captured = await finds(post, 'payments: stripe capture');
    const line = readFileSync(stack.logFile('orders'), 'utf8')
      .split('\n')
      .find((each) => each.includes('order complete'));
    expect(line).toContain(captured.traceId);
  });

  it('lead from the POST of an order over the bus and Bull to its expiry', async () => {
    const [seller, buyer] = [await aMember(stack), await aMember(stack)];
    const placed = await placeOrder(buyer, await aTicketOnSale({ seller }));

    await ended(buyer, placed);

    const added = [
      'orders: POST /api/orders',
      'orders: publish order:created',
      'expiration: process order:created',
      'expiration: add timer',
    ];
    await finds(...added, 'expiration: run timer', 'orders: process expiration:complete');
  });

  it('have neither e-mail addresses nor tokens', () => {
    const text = JSON.stringify(collector.spans);

    expect(text).toContain('POST /api/users/signup');
    expect(text).not.toContain('@example.com');
    expect(text).not.toContain('tok_visa');
  });
});
