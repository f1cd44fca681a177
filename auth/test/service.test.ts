import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { startProcess, testJwtKey, testServer } from '@ticketing-dev/common/testing';

import { aBuyer } from './support/service';

const entry = path.join(__dirname, '../dist/index.js');
const settings = () => ({
  MONGO_URI: `${testServer('MONGO')}/test-auth-process`,
  JWT_KEY: testJwtKey,
  NATS_URL: testServer('NATS'),
  NATS_CLUSTER_ID: 'ticketing',
  NATS_CLIENT_ID: randomUUID(),
});

describe('the process', () => {
  it.each([
    ['MONGO_URI', undefined],
    ['MONGO_URI', 'localhost'],
    ['JWT_KEY', undefined],
    ['REQUIRE_STRONG_KEY', 'yes'],
    ['NATS_URL', undefined],
    ['PORT', 'x'],
    ['LOG_LEVEL', 'loud'],
  ])('ends with one line that names %s when it is %s', async (name, value) => {
    const auth = startProcess(entry, { ...settings(), [name]: value });

    expect(await auth.exited).toBe(1);
    expect(auth.errors()).toMatch(new RegExp(`^auth: ${name} [^\\n]+\\n$`));
  });

  it('serves, and stops cleanly on SIGTERM', async () => {
    const auth = startProcess(entry, settings());
    const { url } = await auth.ready();

    const answer = await fetch(`${url}/api/users/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aBuyer({ email: `${Date.now()}@example.com` })),
    });
    auth.kill('SIGTERM');

    expect(answer.status).toBe(201);
    expect(await auth.exited).toBe(0);
  });

  it('answers a sign-in that is in progress at a SIGTERM', async () => {
    const auth = startProcess(entry, settings());
    const { url, operatorUrl } = await auth.ready();

    const answer = fetch(`${url}/api/users/signin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aBuyer()),
    });
    await fetch(`${operatorUrl}/healthz`);
    auth.kill('SIGTERM');

    expect((await answer).status).toBe(400);
    expect(await auth.exited).toBe(0);
  });
});
