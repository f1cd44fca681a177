import { signedIn } from '@ticketing-dev/common/testing';

import {
  aBuyer,
  cookieOf,
  currentUser,
  post,
  signIn,
  signUp,
  startService,
  type TestService,
  theService,
} from '../support/service';

const service = theService({ MAIL_LINKS_PER_ADDRESS: '1000' });
const path = '/api/users/password-reset';
const newPassword = 'another good password';
const invalid = {
  errors: [
    {
      message: 'This link is not valid any more, please ask for a new one',
      code: 'LINK_INVALID',
    },
  ],
};

const ask = (email: unknown, at: TestService = service) => post(at.app, path, undefined, { email });
const confirm = (token: unknown, password: unknown = newPassword) =>
  post(service.app, `${path}/confirm`, undefined, { token, newPassword: password });

/** A user who has asked for a new password, and the token in the mail. */
async function aForgetfulBuyer() {
  const buyer = aBuyer();
  const response = await signUp(service.app, buyer).expect(201);
  await ask(buyer.email).expect(202);
  await service.mails.sendDue();
  return {
    buyer,
    id: String(response.body.id),
    cookie: cookieOf(response),
    token: service.mailer.tokenTo(buyer.email),
  };
}

describe('POST /api/users/password-reset', () => {
  it('mails a link that chooses a new password, once, and ends all sessions', async () => {
    const { buyer, cookie, id, token } = await aForgetfulBuyer();
    expect(service.mailer.to(buyer.email)).toMatchObject([
      { text: expect.stringContaining(`https://shop.test/auth/reset#${token}`) },
    ]);

    await confirm(token).expect(200, {});

    expect(await currentUser(service.app, cookie)).toBeNull();
    expect(await service.saidBy(id)).toMatchObject([{ subject: 'session:ended' }]);
    await signIn(service.app, buyer).expect(400);
    await signIn(service.app, { ...buyer, password: newPassword }).expect(200);
    await confirm(token).expect(400, invalid);
  });

  it('has the same answer for an unknown address, and mails nothing', async () => {
    const { email } = aBuyer();

    await ask(email).expect(202, {});
    await service.mails.sendDue();

    expect(service.mailer.to(email)).toEqual([]);
  });

  it('takes at least as long for an unknown address as for a known one', async () => {
    const buyer = aBuyer();
    await signUp(service.app, buyer).expect(201);
    const msOf = async (email: string): Promise<number> => {
      const start = performance.now();
      await ask(email).expect(202);
      return performance.now() - start;
    };

    expect(await msOf(buyer.email)).toBeGreaterThan(295);
    expect(await msOf(aBuyer().email)).toBeGreaterThan(295);
  });

  it('stores neither the token nor its secret', async () => {
    const { id, token } = await aForgetfulBuyer();

    const stored = JSON.stringify(await service.account(id));

    expect(stored).toContain('password-reset');
    expect(stored).not.toContain(token.split('.')[1]);
  });

  it('lets one of several concurrent uses of a link succeed', async () => {
    const { token } = await aForgetfulBuyer();

    const answers = await Promise.all([1, 2, 3].map((n) => confirm(token, `good password ${n}`)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });

  it('makes earlier links invalid with the new password', async () => {
    const { buyer, token } = await aForgetfulBuyer();
    await ask(buyer.email).expect(202);
    await service.mails.sendDue();
    const second = service.mailer.tokenTo(buyer.email);
    expect(second).not.toBe(token);

    await confirm(second).expect(200);

    await confirm(token).expect(400, invalid);
  });

  it('proves the address too', async () => {
    const { id, token } = await aForgetfulBuyer();

    await confirm(token).expect(200);

    expect(await service.account(id)).toMatchObject({ emailProvenAt: expect.any(Date) });
  });

  it('answers 503 in a shop that sends no mail', async () => {
    const silent = await startService({ SMTP_URL: '' });

    const response = await ask(aBuyer().email, silent).expect(503);
    await silent.close();

    expect(response.body.errors).toEqual([
      { message: 'This shop sends no mail', code: 'UNAVAILABLE' },
    ]);
  });

  it.each([['not an address'], [undefined], [{}]])('refuses %p', async (email) => {
    const response = await ask(email).expect(400);

    expect(response.body.errors).toEqual([
      { message: 'Email must be valid', field: 'email', code: 'INVALID_REQUEST' },
    ]);
  });

  it.each([
    ['nothing', undefined, 'Token is required'],
    ['an empty text', '', 'Token is required'],
  ])('refuses %s as a token', async (_what, token, message) => {
    const response = await confirm(token).expect(400);

    expect(response.body.errors).toEqual([{ message, field: 'token', code: 'INVALID_REQUEST' }]);
  });

  it.each(['x', `${'a'.repeat(24)}.x`, 'a.b.c', '.'])('refuses the token %p', async (token) => {
    await confirm(token).expect(400, invalid);
  });

  it('refuses a short password, and keeps the link', async () => {
    const { token } = await aForgetfulBuyer();

    await confirm(token, 'short').expect(400);

    await confirm(token).expect(200);
  });
});

describe('the limits of mails with links', () => {
  const tooMany = {
    errors: [
      { message: 'Too many mails were asked for, please try again later', code: 'LIMIT_REACHED' },
    ],
  };

  it.each([
    ['that has an account', true],
    ['that has none', false],
  ])('allow so many to an address %s', async (_what, is) => {
    const own = await startService({ MAIL_LINKS_PER_ACCOUNT: '2' });
    const buyer = aBuyer();
    if (is) await signUp(own.app, buyer).expect(201);
    await ask(buyer.email, own).expect(202);
    await ask(buyer.email.toUpperCase(), own).expect(202);

    await ask(buyer.email, own).expect(429, tooMany);
    await own.mails.sendDue();
    await own.close();

    expect(own.mailer.to(buyer.email)).toHaveLength(is ? 2 : 0);
  });

  it('allow so many by a client, for any addresses', async () => {
    const own = await startService({ MAIL_LINKS_PER_ADDRESS: '2' });
    await ask(aBuyer().email, own).expect(202);
    await ask(aBuyer().email, own).expect(202);

    await ask(aBuyer().email, own).expect(429, tooMany);
    await own.close();
  });
});

describe('POST /api/users/email-proof', () => {
  const askForProof = (cookie?: string) => post(service.app, '/api/users/email-proof', cookie);
  const prove = (token: string) =>
    post(service.app, '/api/users/email-proof/confirm', undefined, { token });

  it('mails a link that proves the address, once', async () => {
    const buyer = aBuyer();
    const response = await signUp(service.app, buyer).expect(201);
    await askForProof(cookieOf(response)).expect(202, {});
    await service.mails.sendDue();
    const token = service.mailer.tokenTo(buyer.email);

    await prove(token).expect(200, {});

    expect(await service.account(String(response.body.id))).toMatchObject({
      emailProvenAt: expect.any(Date),
      links: [],
    });
    await prove(token).expect(400, invalid);
    await askForProof(cookieOf(response)).expect(202);
    await service.mails.sendDue();
    expect(service.mailer.to(buyer.email)).toHaveLength(1);
  });

  it('refuses a link for a new password', async () => {
    const { token } = await aForgetfulBuyer();

    await prove(token).expect(400, invalid);
  });

  it('mails nothing to a user without an account', async () => {
    const before = service.mailer.mails.length;

    await askForProof(signedIn()).expect(202);
    await service.mails.sendDue();

    expect(service.mailer.mails).toHaveLength(before);
  });

  it('is refused without a session', async () => {
    await askForProof().expect(401);
  });

  it('is refused after the owner has changed the password', async () => {
    const { buyer, cookie, token } = await aForgetfulBuyer();
    const body = { currentPassword: buyer.password, newPassword: 'the password of the owner' };
    await post(service.app, '/api/users/password', cookie, body).expect(200);

    await confirm(token).expect(400, invalid);

    await signIn(service.app, { ...buyer, password: 'the password of the owner' }).expect(200);
  });
});
