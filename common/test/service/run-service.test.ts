import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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
    [{ PORT: 'http' }, /^sample: PORT must be a whole number from 0 to 65535, not 'http'\n$/],
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

  it('lives before its database is there, answers 503 then, and is ready after', async () => {
    const at = await start().listening();
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    expect((await fetch(`${at}/readyz`)).status).toBe(503);
    const early = await fetch(`${at}/api/nothing`);
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);

    writeFileSync(file('open'), '');

    await eventually(async () => expect((await fetch(`${at}/readyz`)).status).toBe(200));
    expect((await fetch(`${at}/api/nothing`)).status).toBe(404);
    expect(await (await fetch(`${at}/metrics`)).text()).toContain('process_cpu_seconds_total');
  });

  it('answers a request under way before it stops, and exits with 0', async () => {
    writeFileSync(file('open'), '');
    const sample = start();
    const at = await sample.listening();
    await eventually(async () => expect((await fetch(`${at}/readyz`)).status).toBe(200));
    const answer = fetch(`${at}/api/slow`);
    await eventually(() => expect(sample.output()).toContain('asked'));

    sample.kill('SIGTERM');
    await eventually(() => expect(sample.output()).toContain('stopping'));
    writeFileSync(file('answer'), '');

    expect(await (await answer).json()).toEqual({ done: true });
    expect(await sample.exited).toBe(0);
  });

  it('can be stopped while it waits for its database', async () => {
    const sample = start();
    await sample.listening();

    sample.kill('SIGTERM');

    expect(await sample.exited).toBe(0);
  });
});
