import { eventually } from '@ticketing-dev/common/testing';
import argon2 from 'argon2';
import request from 'supertest';

import {
  aBuyer,
  deviceOf,
  signIn,
  signUp,
  startService,
  type TestService,
} from '../support/service';

const services: TestService[] = [];
const start = async (env: Record<string, string>): Promise<TestService> => {
  const service = await startService(env);
  services.push(service);
  return service;
};
afterAll(() => Promise.all(services.map(({ close }) => close())));
afterEach(() => jest.restoreAllMocks());

const from = (service: TestService, address: string, body: object, cookie = '') =>
  request(service.app)
    .post('/api/users/signin')
    .set('X-Forwarded-For', address)
    .set('Cookie', cookie)
    .send(body);
const tooMany = {
  errors: [
    { message: 'Too many attempts to sign in, please try again later', code: 'LIMIT_REACHED' },
  ],
};

describe('guessing the password of one account', () => {
  it.each([
    ['that exists', true],
    ['that does not exist', false],
  ])(
    '%s costs as many hashes as the limit allows, for any number of concurrent guesses',
    async (_what, is) => {
      const service = await start({ SIGN_INS_PER_ACCOUNT: '20', PASSWORD_QUEUE_SECONDS: '60' });
      const buyer = aBuyer();
      if (is) await signUp(service.app, buyer);
      const verify = jest.spyOn(argon2, 'verify');

      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          from(service, `203.0.113.${i}`, {
            email: i % 2 === 0 ? buyer.email : ` ${buyer.email.toUpperCase()}`,
            password: `guess ${i}`,
          }),
        ),
      );

      expect(verify).toHaveBeenCalledTimes(20);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(40);
      expect(refused[0]?.body).toEqual(tooMany);
      expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(3_500);
    },
  );

  it('refuses strangers, but not a browser that was signed in before', async () => {
    const service = await start({ SIGN_INS_PER_ACCOUNT: '3', SIGN_INS_PER_ADDRESS: '3' });
    const buyer = aBuyer();
    const device = deviceOf(await signUp(service.app, buyer).expect(201));
    for (let i = 0; i < 3; i += 1) {
      await from(service, '203.0.113.1', { ...buyer, password: 'guess' }).expect(400);
    }

    await from(service, '203.0.113.1', buyer).expect(429, tooMany);
    await from(service, '203.0.113.2', buyer).expect(429, tooMany);
    const again = await from(service, '203.0.113.1', buyer, device).expect(200);
    await from(service, '203.0.113.1', buyer, deviceOf(again)).expect(200);
  });

  it('has a limit for such a browser, too', async () => {
    const service = await start({ SIGN_INS_PER_DEVICE: '2' });
    const buyer = aBuyer();
    const device = deviceOf(await signUp(service.app, buyer));
    const guess = { ...buyer, password: 'guess' };

    for (const status of [400, 400, 429]) {
      await from(service, '203.0.113.1', guess, device).expect(status);
    }
  });

  it('is still limited with a cookie of another account, or with an unsigned one', async () => {
    const service = await start({ SIGN_INS_PER_ACCOUNT: '2' });
    const [buyer, thief] = [aBuyer(), aBuyer()];
    const owners = deviceOf(await signUp(service.app, buyer));
    const thiefs = deviceOf(await signUp(service.app, thief));
    const guess = { ...buyer, password: 'guess' };
    const [payload = ''] = owners.replace('device=', '').split('.');
    const forged = `device=${payload}.${Buffer.alloc(32).toString('base64url')}`;

    for (const [cookie, status] of [
      [thiefs, 400],
      [forged, 400],
      [thiefs, 429],
      [forged, 429],
      ['device=', 429],
      [`device=${payload}`, 429],
      [owners, 400],
    ] as const) {
      await from(service, '203.0.113.1', guess, cookie).expect(status);
    }
  });

  it('is not counted for a user with the right password', async () => {
    const service = await start({ SIGN_INS_PER_ACCOUNT: '4' });
    const buyer = aBuyer();
    await signUp(service.app, buyer);

    for (let i = 0; i < 9; i += 1) await from(service, '203.0.113.1', buyer).expect(200);
  });
});

describe('one address', () => {
  it('is limited before the body is read', async () => {
    const service = await start({ SIGN_INS_PER_ADDRESS: '2' });
    for (let i = 0; i < 5; i += 1) await from(service, '203.0.113.1', { email: 'no' }).expect(400);
    for (let i = 0; i < 2; i += 1) await from(service, '203.0.113.1', aBuyer()).expect(400);

    await from(service, '203.0.113.1', { email: 'no' }).expect(429, tooMany);
    await from(service, '203.0.113.2', aBuyer()).expect(400);
  });

  it('makes as many accounts as the limit says', async () => {
    const service = await start({ SIGN_UPS_PER_ADDRESS: '2' });
    for (const status of [201, 201, 429]) await signUp(service.app, aBuyer()).expect(status);

    await signUp(service.app, 'no body').expect(429, {
      errors: [{ message: 'Too many new accounts, please try again later', code: 'LIMIT_REACHED' }],
    });
  });
});

describe('a rush', () => {
  it('of callers that disconnect leaves its place to the next one immediately', async () => {
    const service = await start({ PASSWORD_QUEUE_SECONDS: '60' });
    const buyer = aBuyer();
    await signUp(service.app, buyer).expect(201);
    const hash = jest.spyOn(argon2, 'hash');
    const server = service.app.listen(0);
    const { port } = server.address() as { port: number };
    const gone = Array.from({ length: 100 }, () => {
      const controller = new AbortController();
      const call = fetch(`http://127.0.0.1:${port}/api/users/signup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(aBuyer()),
        signal: controller.signal,
      });
      return { controller, ended: call.catch(() => undefined) };
    });
    // Two are hashed, the others wait.
    await eventually(() => expect(hash).toHaveBeenCalled());
    for (const { controller } of gone) controller.abort();
    await Promise.all(gone.map(({ ended }) => ended));

    await signIn(service.app, buyer).expect(200);

    expect(hash.mock.calls.length).toBeLessThan(50);
    server.close();
  });

  it('that is longer than the queue is answered 503 immediately, and makes no account', async () => {
    const service = await start({ PASSWORD_QUEUE_SECONDS: '1' });
    const buyers = Array.from({ length: 100 }, () => aBuyer());

    const answers = await Promise.all(
      buyers.map(async (buyer) => {
        const { status, headers, body } = await signUp(service.app, buyer);
        return { buyer, status, headers, body: body as unknown };
      }),
    );

    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100 - busy.length);
    expect(busy[0]?.headers).toMatchObject({ 'retry-after': '2' });
    expect(busy[0]?.body).toMatchObject({
      errors: [{ message: 'Too many people are signing in right now, please try again' }],
    });
    const made = await Promise.all(busy.map(({ buyer: { email } }) => service.accountsOf(email)));
    expect(made.flat()).toEqual([]);
  });
});
