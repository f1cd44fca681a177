import type { Logger } from '@ticketing-dev/common';
import { Writable } from 'node:stream';
import pino from 'pino';

import { aBuyer, cookieOf, post, signIn, signUp, theService } from '../support/service';

let written = '';
const output = new Writable({
  write(chunk: Buffer, _encoding, done) {
    written += chunk.toString();
    done();
  },
});

const logger: Logger = pino({ base: {} }, output);
const service = theService({}, logger);
beforeEach(() => (written = ''));

const lines = (): { security: string }[] =>
  written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { security: string });

describe('the log', () => {
  it('has a line for each change of an account, with its id and the client’s address', async () => {
    const buyer = aBuyer();
    const response = await signUp(service.app, buyer).expect(201);
    const cookie = cookieOf(response);
    const change = { currentPassword: buyer.password, newPassword: 'another good password' };
    await post(service.app, '/api/users/password', cookie, {
      ...change,
      currentPassword: 'wrong',
    }).expect(400);
    await post(service.app, '/api/users/password', cookie, change).expect(200);
    await post(service.app, '/api/users/signout', cookie).expect(200);
    const again = await signIn(service.app, { ...buyer, password: change.newPassword }).expect(200);
    await post(service.app, '/api/users/signout-everywhere', cookieOf(again)).expect(200);

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

  it('has no line for a sign-out without a session, or for a malformed sign-in', async () => {
    await post(service.app, '/api/users/signout').expect(200);
    await signIn(service.app, {}).expect(400);

    expect(written).toBe('');
  });

  it('has no personal data: no e-mail address, no password, no token', async () => {
    const buyer = aBuyer({ email: 'somebody@example.com', password: 'a secret of somebody' });
    const cookie = cookieOf(await signUp(service.app, buyer).expect(201));
    await signIn(service.app, { ...buyer, password: 'a wrong secret' }).expect(400);
    await post(service.app, '/api/users/signout', cookie).expect(200);

    expect(lines()).toHaveLength(3);
    expect(written).not.toMatch(/somebody|example|secret/);
    expect(written).not.toContain(cookie.slice('session='.length));
  });
});
