import { randomBytes } from 'node:crypto';
import path from 'node:path';

import { silentLogger } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';
import {
  anId,
  eventually,
  signedIn,
  startProcess,
  testJwtKey,
  testServer,
  unknownId,
} from '@ticketing-dev/common/testing';

import { anOrderState, Complete } from './support/service';

const entry = path.join(__dirname, '../dist/index.js');
const opsToken = 'a token that is long enough for operators';
const settings = () => ({
  MONGO_URI: `${testServer('MONGO')}/test-payments-process`,
  JWT_KEY: testJwtKey,
  NATS_URL: testServer('NATS'),
  NATS_CLUSTER_ID: 'ticketing',
  NATS_CLIENT_ID: `payments-${process.pid}`,
  STRIPE_KEY: 'sk_test_stand_in',
  STRIPE_URL: testServer('STRIPE'),
  OPS_TOKEN: opsToken,
});

const newId = () => anId(randomBytes(12).toString('hex'));

const call = (url: string, body?: object) =>
  fetch(url, {
    headers: { cookie: signedIn(), 'content-type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });

const refund = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'X-Operator': 'ann', 'X-Reason': 'a test', ...headers },
  });

describe('the process', () => {
  it.each([
    ['MONGO_URI', undefined],
    ['JWT_KEY', ''],
    ['NATS_URL', 'nowhere'],
    ['NATS_CLUSTER_ID', undefined],
    ['NATS_CLIENT_ID', 'a b'],
    ['STRIPE_KEY', undefined],
    ['STRIPE_URL', 'stripe'],
    ['OPS_TOKEN', 'short'],
  ])('ends with one line that names %s when it is %p', async (name, value) => {
    const payments = startProcess(entry, { ...settings(), [name]: value });

    expect(await payments.exited).toBe(1);
    expect(payments.errors()).toMatch(new RegExp(`^payments: ${name} [^\\n]+\\n$`));
  });

  it('serves, and stops cleanly on SIGTERM', async () => {
    const payments = startProcess(entry, settings());
    const { url } = await payments.ready();

    const answer = await fetch(`${url}/api/payments/${unknownId}`, {
      headers: { cookie: signedIn() },
    });
    payments.kill('SIGTERM');

    expect(answer.status).toBe(404);
    expect(await payments.exited).toBe(0);
  });

  it('serves without the bus, and logs that', async () => {
    const payments = startProcess(entry, { ...settings(), NATS_URL: 'nats://127.0.0.1:9' });
    const { operatorUrl } = await payments.ready();

    const answer = await eventually(() => fetch(`${operatorUrl}/readyz`));
    payments.kill('SIGTERM');

    expect(await answer.json()).toEqual({ status: 'degraded' });
    expect(await payments.exited).toBe(0);
  });

  it('charges for an order that it receives, captures it, refunds it on the operators’ port alone, and answers before it stops', async () => {
    const { NATS_URL: url, NATS_CLUSTER_ID: clusterId } = settings();
    const bus = createNatsBus({ url, clusterId, clientId: `orders-${newId()}` }, silentLogger());
    const publish = (subject: string, data: object) =>
      eventually(() => bus.publish(subject, JSON.stringify(data)));
    const payments = startProcess(entry, settings());
    const { url: at, operatorUrl } = await payments.ready();
    const api = `${at}/api/payments`;
    const [sold, open] = [newId(), newId()].map((id) => anOrderState({ id }));
    if (!sold || !open) throw new Error('no orders');
    await publish('order:created', sold);
    await publish('order:created', open);

    const paid = await eventually(async () => {
      const answer = await call(api, { orderId: sold.id, token: 'tok_visa' });
      expect(answer.status).toBe(201);
      return (await answer.json()) as { id: string };
    });
    await publish('order:completed', { ...sold, version: 1, status: Complete });
    await eventually(async () => {
      const answer = await call(`${api}/${sold.id}`);
      expect(await answer.json()).toMatchObject({
        ...paid,
        orderId: sold.id,
        status: 'captured',
      });
    });
    const authorization = `Bearer ${opsToken}`;
    expect((await refund(`${at}/refunds/${sold.id}`, { authorization })).status).toBe(404);
    expect((await refund(`${operatorUrl}/refunds/${sold.id}`)).status).toBe(401);
    expect((await refund(`${operatorUrl}/refunds/${sold.id}`, { authorization })).status).toBe(200);
    expect(await (await call(`${api}/${sold.id}`)).json()).toMatchObject({
      status: 'captured',
      refunded: { amount: 19.99 },
    });
    await eventually(async () => {
      const declined = await call(api, { orderId: open.id, token: 'tok_chargeDeclined' });
      expect(declined.status).toBe(400);
    });
    const underWay = call(api, { orderId: open.id, token: 'tok_visa' });
    await call(`${api}/${unknownId}`);
    payments.kill('SIGTERM');

    expect((await underWay).status).toBe(201);
    expect(await payments.exited).toBe(0);
    await bus.close();
  });
});
