import type { Logger } from '@ticketing-dev/common';
import { Writable } from 'node:stream';
import pino from 'pino';
import request from 'supertest';

import {
  aBuyer,
  cookieOf,
  signIn,
  signUp,
  startService,
  type TestService,
} from '../support/service';

let service: TestService;
let written = '';
const output = new Writable({
  write(chunk: Buffer, _encoding, done) {
    written += chunk.toString();
    done();
  },
});

beforeAll(async () => {
  const logger: Logger = pino({ base: {} }, output);
  service = await startService({}, logger);
});
afterAll(() => service.close());
beforeEach(() => (written = ''));

const lines = (): { security: string }[] =>
  written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { security: string });
const post = (path: string, cookie: string, body: object = {}) =>
  request(service.app).post(path).set('Cookie', cookie).send(body);

describe('the log', () => {
  it('has a line for what happens to an account, with its id and the client’s address', async () => {
    const buyer = aBuyer();
    const response = await signUp(service.app, buyer).expect(201);
    const cookie = cookieOf(response);
    const change = { currentPassword: buyer.password, newPassword: 'another good password' };
    await post('/api/users/password', cookie, { ...change, currentPassword: 'wrong' }).expect(400);
    await post('/api/users/password', cookie, change).expect(200);
    await post('/api/users/signout', cookie).expect(200);
    const again = await signIn(service.app, { ...buyer, password: change.newPassword }).expect(200);
    await post('/api/users/signout-everywhere', cookieOf(again)).expect(200);

    expect(lines()).toMatchObject(
      [
        'sign-up',
        'password change failed',
        'password changed',
        'sign-out',
        'sign-in',
        'sign-out everywhere',
      ].map((security) => ({
        security,
        userId: response.body.id,
        address: expect.stringContaining('127.0.0.1'),
      })),
    );
  });

  it('has a line for a failed sign-in, with a hash of the address that was tried', async () => {
    const buyer = aBuyer();

    await signIn(service.app, buyer).expect(400);

    expect(lines()).toMatchObject([
      { security: 'sign-in failed', emailHash: `hash of ${buyer.email.length} characters` },
    ]);
  });

  it('has no line for a sign-out of nobody, or for a body that is no sign-in', async () => {
    await request(service.app).post('/api/users/signout').expect(200);
    await signIn(service.app, {}).expect(400);

    expect(written).toBe('');
  });

  it('has no personal data: no e-mail address, no password, no token', async () => {
    const buyer = aBuyer({ email: 'somebody@example.com', password: 'a secret of somebody' });
    const cookie = cookieOf(await signUp(service.app, buyer).expect(201));
    await signIn(service.app, { ...buyer, password: 'a wrong secret' }).expect(400);
    await post('/api/users/signout', cookie).expect(200);

    expect(lines()).toHaveLength(3);
    expect(written).not.toMatch(/somebody|example|secret/);
    expect(written).not.toContain(cookie.slice('session='.length));
  });
});
