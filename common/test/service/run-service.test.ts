import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import request from 'supertest';

import {
  eventually,
  type ServiceProcess,
  startProcess,
  testJwtKey,
} from '@ticketing-dev/common/testing';

const entry = path.join(__dirname, '../support/a-service-process.js');

let folder: string;
let service: ServiceProcess | undefined;

const file = (name: string): string => path.join(folder, name);
const start = (env: Record<string, string> = {}): ServiceProcess =>
  (service = startProcess(entry, {
    JWT_KEY: testJwtKey,
    OPEN_WHEN: file('open'),
    ANSWER_WHEN: file('answer'),
    ...env,
  }));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'run-service-'));
});
afterEach(() => {
  service?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('a service', () => {
  it.each([
    [
      { JWT_KEY: '' },
      /^sample: JWT_KEY is not set: kubectl create secret generic jwt-secret .*\n$/,
    ],
    [
      { JWT_KEY: 'asdf', REQUIRE_STRONG_KEY: 'true' },
      /^sample: JWT_KEY has fewer than 32 bytes, which REQUIRE_STRONG_KEY refuses: .*\n$/,
    ],
    [
      { JWT_KEY_PREVIOUS: 'asdf', REQUIRE_STRONG_KEY: 'true' },
      /^sample: JWT_KEY_PREVIOUS has fewer than 32 bytes, .*\n$/,
    ],
    [{ REQUIRE_STRONG_KEY: 'yes' }, /^sample: REQUIRE_STRONG_KEY must be true or false, .*\n$/],
    [{ PORT: 'http' }, /^sample: PORT must be a whole number from 0 to 65535, not 'http'\n$/],
    [{ OPERATOR_PORT: 'x' }, /^sample: OPERATOR_PORT must be a whole number from .*, not 'x'\n$/],
    [
      { PORT: '3000', OPERATOR_PORT: '3000' },
      /^sample: OPERATOR_PORT must be another port than PORT, not 3000 too\n$/,
    ],
    [{ OPS_TOKEN: 'short' }, /^sample: OPS_TOKEN has fewer than 32 bytes: .*\n$/],
    [{ LOG_LEVEL: 'loud' }, /^sample: LOG_LEVEL must be one of .*, not 'loud'\n$/],
  ])('ends with one line that names a bad setting: %p', async (env, line) => {
    const sample = start(env);

    expect(await sample.exited).toBe(1);
    expect(sample.errors()).toMatch(line);
  });

  it('starts with a short JWT_KEY, and warns', async () => {
    const sample = start({ JWT_KEY: 'asdf' });

    await sample.listening();

    expect(sample.output()).toContain('JWT_KEY is shorter than 32 bytes');
  });

  it('starts without its database, answers 503, and becomes ready with it', async () => {
    const sample = start();
    const { url, operatorUrl } = await sample.listening();
    expect((await fetch(`${operatorUrl}/healthz`)).status).toBe(200);
    expect((await fetch(`${operatorUrl}/readyz`)).status).toBe(503);
    const early = await fetch(`${url}/api/nothing`);
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);

    writeFileSync(file('open'), '');

    await sample.ready();
    expect((await fetch(`${url}/api/nothing`)).status).toBe(404);
  });

  it.each(['/healthz', '/readyz', '/metrics', '/parked', '/events', '/timeline', '/doctor'])(
    'answers 404 at %s on the port of the ingress',
    async (path) => {
      writeFileSync(file('open'), '');
      const { url } = await start().ready();

      const answer = await fetch(url + path);

      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({
        errors: [{ message: 'Not Found', code: 'NOT_FOUND' }],
      });
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    },
  );

  it('has no API on the port of operators', async () => {
    writeFileSync(file('open'), '');
    const { operatorUrl } = await start().ready();

    expect((await fetch(`${operatorUrl}/api/slow`)).status).toBe(404);
    expect(await (await fetch(`${operatorUrl}/metrics`)).text()).toContain(
      'process_cpu_seconds_total',
    );
  });

  it('tells operators that it is not ready while it stops', async () => {
    writeFileSync(file('open'), '');
    const sample = start();
    const { url, operatorUrl } = await sample.ready();
    const answer = fetch(`${url}/api/slow`);
    await eventually(() => expect(sample.output()).toContain('asked'));

    sample.kill('SIGTERM');
    await eventually(() => expect(sample.output()).toContain('stopping'));
    const ready = await fetch(`${operatorUrl}/readyz`);
    writeFileSync(file('answer'), '');

    expect(ready.status).toBe(503);
    expect((await answer).status).toBe(200);
    expect(await sample.exited).toBe(0);
  });

  it('ends a request whose headers do not arrive', async () => {
    writeFileSync(file('open'), '');
    const { url } = await start().ready();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const answer = text(socket);

    socket.write('GET /api/nothing HTTP/1.1\r\nHost: x\r\nX-Slow: ');

    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
  }, 30_000);

  it('answers a request in progress before it stops, and exits with 0', async () => {
    writeFileSync(file('open'), '');
    const sample = start();
    const { url } = await sample.ready();
    const answer = fetch(`${url}/api/slow`);
    await eventually(() => expect(sample.output()).toContain('asked'));

    sample.kill('SIGTERM');
    await eventually(() => expect(sample.output()).toContain('stopping'));
    writeFileSync(file('answer'), '');

    expect(await (await answer).json()).toEqual({ done: true });
    expect(await sample.exited).toBe(0);
  });

  it('answers a request on a kept connection while it stops, and closes the connection', async () => {
    writeFileSync(file('open'), '');
    const sample = start();
    const { url } = await sample.ready();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () => request(url).get('/api/nothing').agent(agent);
    await ask().expect(404);

    sample.kill('SIGTERM');
    await eventually(() => expect(sample.output()).toContain('stopping'));

    const { headers } = await ask().expect(404);
    expect(headers['connection']).toBe('close');
    expect(await sample.exited).toBe(0);
    agent.destroy();
  });

  it('can be stopped while it waits for its database', async () => {
    const sample = start();
    await sample.listening();

    sample.kill('SIGTERM');

    expect(await sample.exited).toBe(0);
  });
});
