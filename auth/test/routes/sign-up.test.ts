import request from 'supertest';

import { badEmails, oldSpellings, unacceptableEmails } from '../support/bad-emails';
import { aBuyer, cookieOf, setCookie, signUp, theService } from '../support/service';

const service = theService();

const post = (body: unknown) => signUp(service.app, body);

describe('POST /api/users/signup', () => {
  it('makes an account', async () => {
    const buyer = aBuyer();

    const { body } = await post(buyer).expect(201);

    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
      email: buyer.email,
    });
  });

  it('signs in by a cookie that scripts and other sites cannot use', async () => {
    const response = await post(aBuyer()).expect(201);

    expect(setCookie(response)).toMatch(
      /^session=[\w+/=]+; path=\/; expires=[^;]+; samesite=lax; httponly\n/i,
    );
  });

  it('marks the cookie as secure behind https', async () => {
    const response = await post(aBuyer()).set('X-Forwarded-Proto', 'https').expect(201);

    expect(setCookie(response)).toMatch(/; secure/i);
  });

  it('says who is signed in', async () => {
    const response = await post(aBuyer()).expect(201);

    const { body } = await request(service.app)
      .get('/api/users/currentuser')
      .set('Cookie', cookieOf(response))
      .expect(200);

    expect(body).toMatchObject({ currentUser: response.body as object });
  });

  it('keeps the password as an argon2id hash only', async () => {
    const buyer = aBuyer();
    await post(buyer).expect(201);

    const [user] = await service.accountsOf(buyer.email);

    expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(user)).not.toContain(buyer.password);
  });

  it('trims the e-mail and keeps it in lower case', async () => {
    const { body } = await post(aBuyer({ email: '  Seller@Example.COM ' })).expect(201);

    expect(body).toMatchObject({ email: 'seller@example.com' });
  });

  it.each([
    ['taken@example.com', ' TAKEN@example.com '],
    ['taken@dömäin.com', 'taken@xn--dmin-moa0i.com'],
    ['also-taken@xn--dmin-moa0i.com', 'also-taken@DÖMÄIN.com'],
    ['caf\u00e9@example.com', 'cafe\u0301@example.com'],
    ['quoted@example.com', '"Quoted"@example.com'],
    ['"un.quoted"@example.com', 'un.quoted@example.com'],
  ])('makes one account of %j and %j', async (first, second) => {
    const { body } = await post(aBuyer({ email: first })).expect(201);

    await post(aBuyer({ email: second })).expect(400, {
      errors: [{ message: 'Email in use', code: 'EMAIL_IN_USE' }],
    });

    expect(await service.accountsOf(body.email as string)).toHaveLength(1);
  });

  it.each([
    ['info@DÖMÄIN.com', 'info@xn--dmin-moa0i.com'],
    ['cafe\u0301@second.example', 'caf\u00e9@second.example'],
    ['"ann"@second.example', 'ann@second.example'],
    ['"a b"@second.example', '"a b"@second.example'],
    ['a.b+c@second.example', 'a.b+c@second.example'],
  ])('stores %j as %j', async (typed, kept) => {
    const { body } = await post(aBuyer({ email: typed })).expect(201);

    expect(body).toMatchObject({ email: kept });
  });

  it.each(['a.b@third.example', 'ab+c@third.example', 'ab@third.example'])(
    'accepts %j as another mailbox',
    async (email) => {
      await post(aBuyer({ email })).expect(201);
    },
  );

  it.each(oldSpellings)(
    'refuses %j if there is an account that was stored as %j',
    async (typed, kept) => {
      await service.users.insert({
        id: service.users.nextId(),
        version: 0,
        email: kept,
        passwordHash: 'x',
      });

      await post(aBuyer({ email: typed })).expect(400, {
        errors: [{ message: 'Email in use', code: 'EMAIL_IN_USE' }],
      });
    },
  );

  it.each(['taken@example.com', ' TAKEN@example.com '])(
    'refuses %j when it is taken',
    async (email) => {
      await post(aBuyer({ email: 'taken@example.com' }));

      await post(aBuyer({ email })).expect(400, {
        errors: [{ message: 'Email in use', code: 'EMAIL_IN_USE' }],
      });
    },
  );

  it('makes one account for ten concurrent sign-ups with one e-mail address', async () => {
    const buyer = aBuyer();

    const answers = await Promise.all(Array.from({ length: 10 }, () => post(buyer)));

    const refused = answers.filter(({ status }) => status === 400);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(refused.map(({ body }): unknown => body)).toEqual(
      Array(9).fill({ errors: [{ message: 'Email in use', code: 'EMAIL_IN_USE' }] }),
    );
    expect(await service.accountsOf(buyer.email)).toHaveLength(1);
  });

  it.each([...badEmails, ...unacceptableEmails])(
    'refuses as an e-mail address: %s',
    async (_what, email) => {
      const response = await post({ ...aBuyer(), email }).expect(400, {
        errors: [{ message: 'Email must be valid', field: 'email', code: 'INVALID_REQUEST' }],
      });

      expect(setCookie(response)).toBe('');
    },
  );

  it.each([
    ['none', undefined],
    ['seven characters', '1234567'],
    ['129 characters', 'x'.repeat(129)],
    ['a number', 12345678],
    ['null', null],
    ['a query', { $ne: '' }],
    ['a list', ['a good password']],
  ])('refuses as a password: %s', async (_what, password) => {
    await post({ ...aBuyer(), password }).expect(400, {
      errors: [
        {
          message: 'Password must be between 8 and 128 characters',
          field: 'password',
          code: 'INVALID_REQUEST',
        },
      ],
    });
  });

  it.each([
    ['eight characters', '12345678'],
    ['128 characters', 'x'.repeat(128)],
    ['128 characters outside of the basic plane', '🎟'.repeat(128)],
    ['spaces', '        '],
  ])('accepts a password of %s', async (_what, password) => {
    await post(aBuyer({ password })).expect(201);
  });

  it('returns all errors together', async () => {
    const { body } = await post({}).expect(400);

    expect(body).toEqual({
      errors: [
        { message: 'Email must be valid', field: 'email', code: 'INVALID_REQUEST' },
        {
          message: 'Password must be between 8 and 128 characters',
          field: 'password',
          code: 'INVALID_REQUEST',
        },
      ],
    });
  });

  it('ignores fields that a client may not set', async () => {
    const buyer = aBuyer();
    await post({ ...buyer, id: 'mine', _id: 'f'.repeat(24), version: 7, passwordHash: 'mine' });

    const [user] = await service.accountsOf(buyer.email);

    expect(user).toMatchObject({
      version: 0,
      passwordHash: expect.stringMatching(/^\$argon2id/) as string,
    });
    expect(user?.id).not.toBe('f'.repeat(24));
  });
});
