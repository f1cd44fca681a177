import argon2 from 'argon2';

import { badEmails, oldSpellings } from '../support/bad-emails';
import {
  aBuyer,
  cookieOf,
  currentUser,
  setCookie,
  signIn,
  signUp,
  theService,
} from '../support/service';

const service = theService();

/** An account as an older build made it. */
async function anOldAccount(email: string) {
  const id = service.users.nextId();
  const password = `password of ${id}`;
  const passwordHash = await argon2.hash(password, { memoryCost: 19_456, timeCost: 2 });
  await service.users.insert({ id, version: 0, email, passwordHash });
  return { id, email, password };
}

const post = (body: unknown) => signIn(service.app, body);
const invalid = { errors: [{ message: 'Invalid credentials', code: 'INVALID_CREDENTIALS' }] };

describe('POST /api/users/signin', () => {
  it('signs in by a cookie', async () => {
    const buyer = aBuyer();
    const { body } = await signUp(service.app, buyer);

    const response = await post(buyer).expect(200, body as object);

    expect(setCookie(response)).toMatch(/^session=[\w+/=]+; .*httponly/i);
  });

  it('never gives the same session twice', async () => {
    const buyer = aBuyer();
    const cookies = [
      cookieOf(await signUp(service.app, buyer)),
      ...(await Promise.all([post(buyer), post(buyer), post(buyer)])).map(cookieOf),
    ];

    expect(new Set(cookies).size).toBe(4);
  });

  it('ends the session that the new one replaces', async () => {
    const [buyer, other] = [aBuyer(), aBuyer()];
    const former = cookieOf(await signUp(service.app, buyer));
    await signUp(service.app, other);

    const response = await post(other).set('Cookie', former).expect(200);

    expect(await currentUser(service.app, former)).toBeNull();
    expect(await currentUser(service.app, cookieOf(response))).toMatchObject({
      email: other.email,
    });
  });

  it('keeps the old session if the sign-in fails', async () => {
    const buyer = aBuyer();
    const cookie = cookieOf(await signUp(service.app, buyer));

    await post({ ...buyer, password: 'another password' })
      .set('Cookie', cookie)
      .expect(400);

    expect(await currentUser(service.app, cookie)).toMatchObject({ email: buyer.email });
  });

  it('accepts the e-mail address in any case', async () => {
    const buyer = aBuyer();
    await signUp(service.app, buyer);

    await post({ ...buyer, email: ` ${buyer.email.toUpperCase()} ` }).expect(200);
  });

  it.each([
    ['signed-in@dömäin.com', 'signed-in@xn--dmin-moa0i.com'],
    ['caf\u00e9@example.com', 'cafe\u0301@example.com'],
  ])('accepts %j as %j', async (first, second) => {
    const buyer = aBuyer({ email: first });
    const { body } = await signUp(service.app, buyer);

    await post({ ...buyer, email: second }).expect(200, body as object);
  });

  it.each(oldSpellings)('finds, for %j, an account that was stored as %j', async (typed, email) => {
    const { id, password } = await anOldAccount(email);

    await post({ email: typed, password }).expect(200, { id, email });
    await post({ email, password }).expect(200, { id, email });
  });

  it('distinguishes two old accounts of one address by their spelling', async () => {
    const typed = await anOldAccount('two@dömäin.com');
    const ascii = await anOldAccount('two@xn--dmin-moa0i.com');

    await post({ email: 'two@dömäin.com', password: typed.password }).expect(200);
    await post({ email: 'two@xn--dmin-moa0i.com', password: ascii.password }).expect(200);
  });

  it('signs in an old account, even if its address would be refused today', async () => {
    const { email, password } = await anOldAccount('a\u200bb@example.com');

    await post({ email, password }).expect(200);
  });

  it('accepts the password in composed and decomposed characters', async () => {
    const buyer = aBuyer({ password: 'mot de passé'.normalize('NFC') });
    await signUp(service.app, buyer);

    await post({ ...buyer, password: buyer.password.normalize('NFD') }).expect(200);
  });

  it('gives the same answer for an unknown e-mail address and for a wrong password', async () => {
    const buyer = aBuyer();
    await signUp(service.app, buyer);

    const unknown = await post(aBuyer()).expect(400, invalid);
    const wrong = await post({ ...buyer, password: 'another password' }).expect(400, invalid);

    expect(setCookie(unknown)).toBe('');
    expect(setCookie(wrong)).toBe('');
  });

  it.each([
    ['an unknown e-mail', () => aBuyer().email],
    [
      'a wrong password',
      async () => {
        const buyer = aBuyer();
        await signUp(service.app, buyer);
        return buyer.email;
      },
    ],
  ])('does the same work for %s: one verification, no hash', async (_what, emailOf) => {
    const email = await emailOf();
    const verify = jest.spyOn(argon2, 'verify');
    const hash = jest.spyOn(argon2, 'hash');

    await post({ email, password: 'another password' }).expect(400, invalid);

    expect(verify).toHaveBeenCalledTimes(1);
    expect(verify.mock.calls[0]?.[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$.{22}\$.{43}$/);
    expect(hash).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('does not hash a password that is too long', async () => {
    const buyer = aBuyer();
    await signUp(service.app, buyer);
    const verify = jest.spyOn(argon2, 'verify');

    await post({ ...buyer, password: 'x'.repeat(90_000) }).expect(400, invalid);
    await post({ ...buyer, password: 'x'.repeat(1_000_000) }).expect(413);

    expect(verify).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('replaces a hash with older parameters', async () => {
    const buyer = aBuyer();
    const id = service.users.nextId();
    await service.users.insert({
      id,
      version: 0,
      email: buyer.email,
      passwordHash: await argon2.hash(buyer.password, { memoryCost: 4_096, timeCost: 2 }),
    });

    await post(buyer).expect(200);

    const renewed = (await service.users.find(id))?.passwordHash;
    expect(renewed).toContain('$m=19456,t=2,p=1$');
    await post(buyer).expect(200);
    expect(await service.users.find(id)).toMatchObject({ passwordHash: renewed });
  });

  it.each(badEmails)('refuses as an e-mail address: %s', async (_what, email) => {
    await post({ email, password: 'a good password' }).expect(400, {
      errors: [{ message: 'Email must be valid', field: 'email', code: 'INVALID_REQUEST' }],
    });
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['a number', 12345678],
    ['null', null],
    ['a query', { $ne: '' }],
    ['a list', ['a good password']],
  ])('refuses as a password: %s', async (_what, password) => {
    await post({ email: 'buyer@example.com', password }).expect(400, {
      errors: [
        { message: 'You must supply a password', field: 'password', code: 'INVALID_REQUEST' },
      ],
    });
  });

  it.each([
    ['no body', undefined],
    ['a list', []],
  ])('refuses %s', async (_what, body) => {
    await post(body).expect(400);
  });
});
