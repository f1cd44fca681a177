import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { type Bus, type ExpirationCompleteEvent, silentLogger } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';
import {
  eventually,
  type ServiceProcess,
  startProcess,
  testServer,
} from '@ticketing-dev/common/testing';

import { linkToRedis } from './support/link';
import { anOrder } from './support/orders';
import { testRedis } from './support/worker';

const entry = path.join(__dirname, '../dist/index.js');
const clusterId = 'ticketing';

const settings = (redis = testRedis()) => ({
  NATS_URL: testServer('NATS'),
  NATS_CLUSTER_ID: clusterId,
  NATS_CLIENT_ID: `expiration-${randomUUID()}`,
  REDIS_HOST: redis.host,
  REDIS_PORT: String(redis.port),
});

let cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of cleanUp.reverse()) await close();
  cleanUp = [];
});

function start(env: Record<string, string | undefined>): ServiceProcess {
  const worker = startProcess(entry, env);
  cleanUp.push(() => worker.kill('SIGKILL'));
  return worker;
}

/** What the worker has said, and a bus to say something to it. */
function listenIn(): { bus: Bus; told: string[] } {
  const told: string[] = [];
  const bus = createNatsBus(
    { url: testServer('NATS'), clusterId, clientId: `test-${randomUUID()}` },
    silentLogger(),
  );
  bus.subscribe({
    subject: 'expiration:complete',
    group: `test-${randomUUID()}`,
    onDelivery(delivery) {
      told.push((JSON.parse(delivery.data) as ExpirationCompleteEvent['data']).orderId);
      delivery.ack();
    },
  });
  cleanUp.push(() => bus.close());
  return { bus, told };
}

const aShortOrder = () => anOrder({ expiresAt: new Date(Date.now() + 300).toISOString() });

describe('the process', () => {
  it.each([
    ['REDIS_HOST', undefined],
    ['REDIS_PORT', 'x'],
    ['NATS_URL', undefined],
    ['NATS_CLUSTER_ID', undefined],
    ['NATS_CLIENT_ID', 'a b'],
  ])('ends with one line that names %s when it is %s', async (name, value) => {
    const worker = start({ ...settings(), [name]: value });

    expect(await worker.exited).toBe(1);
    expect(worker.errors()).toMatch(new RegExp(`^expiration: ${name} [^\\n]+\\n$`));
  });

  it('publishes the end of a hold, and stops cleanly on SIGTERM', async () => {
    const { bus, told } = listenIn();
    const worker = start(settings());
    await worker.ready();
    const order = aShortOrder();

    await eventually(() => bus.publish('order:created', JSON.stringify(order)));
    await eventually(() => expect(told).toContain(order.id));
    worker.kill('SIGTERM');

    expect(await worker.exited).toBe(0);
  });

  it('stays ready while Redis is unavailable, and catches up when it is back', async () => {
    const link = await linkToRedis();
    cleanUp.push(() => link.close());
    const { bus, told } = listenIn();
    const worker = start(settings(link));
    const { operatorUrl } = await worker.ready();
    await link.cut();
    const order = aShortOrder();

    await eventually(() => bus.publish('order:created', JSON.stringify(order)));
    expect((await fetch(`${operatorUrl}/readyz`)).status).toBe(200);
    expect(told).not.toContain(order.id);
    await link.mend();

    await eventually(() => expect(told).toContain(order.id), 25_000);
  }, 40_000);

  it('stops cleanly while Redis is unavailable', async () => {
    const link = await linkToRedis();
    cleanUp.push(() => link.close());
    const worker = start(settings(link));
    await worker.ready();

    await link.cut();
    worker.kill('SIGTERM');

    expect([await worker.exited, worker.errors()]).toEqual([0, '']);
  }, 30_000);
});
