import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as aMoment } from 'node:timers/promises';

import cookieSession from 'cookie-session';
import { Router } from 'express';
import { body } from 'express-validator';
import jwt from 'jsonwebtoken';
import request from 'supertest';

import {
  createHttpApp,
  createSessions,
  currentUser,
  deadline,
  DependencyError,
  type ErrorCode,
  errorHandler,
  mergeRouters,
  noSuchRoute,
  NotAuthorizedError,
  readIdempotencyKey,
  readJson,
  requireAuth,
  sessionCookie,
  silentLogger,
  validateRequest,
} from '@ticketing-dev/common';
import { signedIn, testJwtKey } from '@ticketing-dev/common/testing';

const errors = (message: string, code: ErrorCode) => ({ errors: [{ message, code }] });

const headerWith = (more: object) => ({ alg: 'HS256', ...more });

function anApp({ deadlineSeconds = 30, isAlwaysHttps = false, logger = silentLogger() } = {}) {
  const router = Router();
  router.get('/api/me', requireAuth, (req, res) => void res.json(req.currentUser));
  router.get('/api/things/:id', () => {
    throw new NotAuthorizedError();
  });
  router.get('/api/away', () => {
    throw new DependencyError('MongoDB');
  });
  router.get('/api/fault', () => {
    throw new Error('a secret of ours');
  });
  router.post('/api/session', (req, res) => {
    req.session = { jwt: 'a token' };
    res.json({});
  });
  router.get('/api/hangs', () => undefined);
  let endLong: () => void = () => undefined;
  router.get('/api/long', deadline(30), async (_req, res) => {
    await new Promise<void>((resolve) => (endLong = resolve));
    res.json({});
  });
  router.get('/api/end-long', (_req, res) => {
    endLong();
    res.json({});
  });
  let failLate: (error: Error) => void = () => undefined;
  router.get('/api/late', () => new Promise((_resolve, reject) => (failLate = reject)));
  router.get('/api/after-late', async (_req, res) => {
    failLate(new DependencyError('MongoDB'));
    // As many as Express takes to hand an error on.
    for (let left = 5; left > 0; left -= 1) await aMoment();
    res.json({});
  });
  router.post(
    '/api/names',
    requireAuth,
    readJson,
    body('name').isString().withMessage('Name is required'),
    validateRequest,
    (req, res) => void res.status(201).json(req.body),
  );
  const others = Router();
  others.get('/api/names', (_req, res) => void res.json([]));
  others.delete('/api/names', (_req, res) => void res.status(204).end());
  others.get('/api/names/:id', (_req, res) => void res.json({}));
  others.get('/api/key', (req, res) => void res.json(readIdempotencyKey(req)));
  const sessions = createSessions(testJwtKey);
  return createHttpApp({ sessions, logger, deadlineSeconds, isAlwaysHttps })
    .use(cookieSession(sessionCookie))
    .use(currentUser)
    .use(mergeRouters(router, others))
    .use(noSuchRoute)
    .use(errorHandler);
}

describe('an HTTP app', () => {
  it('finds the user by any cookie whose JWT verifies', async () => {
    const { body: user } = await request(anApp())
      .get('/api/me')
      .set('Cookie', signedIn('somebody'))
      .expect(200);

    expect(user).toEqual({
      id: 'somebody',
      email: 'somebody@example.com',
      iat: expect.any(Number) as number,
    });
  });

  it.each([
    ['no cookie', ''],
    ['another key', signedIn('x', 'another key')],
    ['no base64', 'session=%%%'],
    ['JSON null', `session=${Buffer.from('null').toString('base64')}`],
    ['a list', `session=${Buffer.from('[1]').toString('base64')}`],
    ['a JWT that is an object', `session=${Buffer.from('{"jwt":{"a":1}}').toString('base64')}`],
    [
      'an unsigned JWT',
      `session=${Buffer.from(
        JSON.stringify({
          jwt: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"id":"a","email":"b","iat":1}').toString('base64url')}.`,
        }),
      ).toString('base64')}`,
    ],
  ])('finds no user by %s', async (_what, cookie) => {
    await request(anApp())
      .get('/api/me')
      .set('Cookie', cookie)
      .expect(401, errors('Not authorized', 'NOT_AUTHORIZED'));
  });

  it.each<[string, string, object, jwt.SignOptions]>([
    ['a time from which it holds that is not yet', testJwtKey, { nbf: 9_999_999_999 }, {}],
    ['an end that is past', testJwtKey, { exp: 1 }, {}],
    ['another algorithm', testJwtKey, {}, { algorithm: 'HS512' }],
    [
      'a key that it brings itself',
      'x',
      {},
      { header: headerWith({ jwk: { kty: 'oct', k: 'eA' } }) },
    ],
    ['the path of a key', 'x', {}, { header: headerWith({ kid: '/dev/null' }) }],
  ])('finds no user by a JWT with %s', async (_what, key, claims, options) => {
    const user = { id: 'a', email: 'a@example.com', iat: 1_700_000_000 };
    const token = jwt.sign({ ...user, ...claims }, key, options);
    const cookie = Buffer.from(JSON.stringify({ jwt: token })).toString('base64');

    await request(anApp()).get('/api/me').set('Cookie', `session=${cookie}`).expect(401);
  });

  it('logs a request for another user’s data, without the ids in the path', async () => {
    const said: object[] = [];
    const logger = Object.assign(silentLogger(), { info: (line: object) => said.push(line) });
    const app = anApp({ logger });

    await request(app).get('/api/things/7').set('Cookie', signedIn('somebody')).expect(401);
    await request(app).get('/api/things/7').expect(401);

    const address = expect.stringContaining('127.0.0.1') as string;
    const route = 'GET /api/things/:id';
    expect(said).toEqual([{ security: 'refused', userId: 'somebody', address, route }]);
  });

  it('answers 401 before it validates the body', async () => {
    await request(anApp()).post('/api/names').type('json').send('{').expect(401);
  });

  it('says which field is wrong', async () => {
    await request(anApp())
      .post('/api/names')
      .set('Cookie', signedIn())
      .send({})
      .expect(400, {
        errors: [{ message: 'Name is required', field: 'name', code: 'INVALID_REQUEST' }],
      });
  });

  it.each([
    ['malformed JSON', 'application/json', '{', 400, 'The body is not valid JSON'],
    [
      'no JSON at all',
      'text/plain',
      'name=x',
      415,
      'The body must be application/json, not text/plain',
    ],
    [
      'a form',
      'application/x-www-form-urlencoded',
      'name=x',
      415,
      'The body must be application/json, not application/x-www-form-urlencoded',
    ],
    [
      'an unknown charset',
      'application/json; charset=klingon',
      '{}',
      415,
      'unsupported charset "KLINGON"',
    ],
    [
      'a body that is too large',
      'application/json',
      JSON.stringify({ name: 'x'.repeat(200_000) }),
      413,
      'request entity too large',
    ],
  ])('refuses %s', async (_what, type, text, status, message) => {
    const { body: answer } = await request(anApp())
      .post('/api/names')
      .set('Cookie', signedIn())
      .set('Content-Type', type)
      .send(text)
      .expect(status);

    expect(answer).toEqual({
      errors: [expect.objectContaining({ message })],
    });
  });

  it.each([
    'application/json; charset=utf8',
    'application/json; charset="UTF8"',
    'application/json;charset=unicode-1-1-utf-8; x=y',
    'application/vnd.api+json',
    'APPLICATION/JSON',
  ])('reads a body that is %s', async (type) => {
    await request(anApp())
      .post('/api/names')
      .set('Cookie', signedIn())
      .set('Content-Type', type)
      .send('{"name":"Zoë"}')
      .expect(201, { name: 'Zoë' });
  });

  it.each([
    ['text/plain; charset=utf-8', 'The body must be application/json, not text/plain'],
    ['4242424242424242', 'The body must be application/json, not ************4242'],
    ['', 'The body must be application/json: there is no Content-Type'],
  ])('names the type of a body that is not JSON: %j', async (type, message) => {
    const server = createServer(anApp()).listen(0);
    try {
      const { port } = server.address() as AddressInfo;
      // By fetch: supertest gives every body a type.
      const response = await fetch(`http://127.0.0.1:${port}/api/names`, {
        method: 'POST',
        headers: { Cookie: signedIn(), 'Content-Type': type },
        body: Buffer.from('{}'),
      });

      expect(response.status).toBe(415);
      expect(await response.json()).toEqual(errors(message, 'UNSUPPORTED_TYPE'));
    } finally {
      server.close();
    }
  });

  it('names the missing fields if there is no body', async () => {
    await request(anApp())
      .post('/api/names')
      .set('Cookie', signedIn())
      .expect(400, {
        errors: [{ message: 'Name is required', field: 'name', code: 'INVALID_REQUEST' }],
      });
  });

  it.each([
    ['/api/names', 'DELETE, GET, HEAD, POST'],
    ['/api/names/7', 'GET, HEAD'],
  ])('lists all methods of %s', async (path, methods) => {
    const { headers } = await request(anApp()).options(path).expect(200);

    expect(headers['allow']?.split(', ').sort().join(', ')).toBe(methods);
  });

  it('answers 404 if a path does not have the method', async () => {
    await request(anApp()).put('/api/names').expect(404, errors('Not Found', 'NOT_FOUND'));
  });

  it('does not change prototypes, whatever names a body has', async () => {
    const { body: kept } = await request(anApp())
      .post('/api/names?__proto__[odd]=1&constructor[prototype][odd]=1')
      .set('Cookie', signedIn())
      .type('json')
      .send('{"name":"x","__proto__":{"odd":1},"constructor":{"prototype":{"odd":1}}}')
      .expect(201);

    expect(kept).toMatchObject({ name: 'x' });
    expect('odd' in {}).toBe(false);
  });

  it.each(['/api/nothing', '/', '/api/%ff', '/api/..%2f'])('answers 404 at %s', async (path) => {
    await request(anApp()).get(path).expect(404, errors('Not Found', 'NOT_FOUND'));
  });

  it('answers that a dependency is unavailable, and when to retry', async () => {
    const response = await request(anApp()).get('/api/away').expect(503);

    expect(response.headers['retry-after']).toBe('2');
  });

  it('answers 503 instead of letting a client hang', async () => {
    await request(anApp({ deadlineSeconds: 0.2 }))
      .get('/api/hangs')
      .expect(503);
  });

  it('waits longer for a route that has a later deadline', async () => {
    const server = createServer(anApp({ deadlineSeconds: 0.2 })).listen(0);
    try {
      const long = request(server)
        .get('/api/long')
        .then(({ status }) => status);
      // It began later, so the deadline of the app is over for both.
      await request(server).get('/api/hangs').expect(503);
      await request(server).get('/api/end-long').expect(200);

      expect(await long).toBe(200);
    } finally {
      server.close();
    }
  });

  it('ends a request whose body does not arrive, and its connection', async () => {
    const server = createServer(anApp({ deadlineSeconds: 0.2 })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    try {
      const answer = text(socket);

      socket.write(
        [
          'POST /api/names HTTP/1.1',
          'Host: x',
          `Cookie: ${signedIn()}`,
          'Content-Type: application/json',
          'Content-Length: 100',
          '',
          '{"name":',
        ].join('\r\n'),
      );

      expect(await answer).toMatch(
        /^HTTP\/1\.1 408 [^]*\{"errors":\[\{"message":"The request took too long to arrive","code":"REQUEST_TIMEOUT"\}\]\}$/,
      );
    } finally {
      socket.destroy();
      server.close();
    }
  });

  it('keeps the connection for others when a request fails after its deadline', async () => {
    const server = createServer(anApp({ deadlineSeconds: 0.2 })).listen(0);
    const connection = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      await request(server).get('/api/late').agent(connection).expect(503);
      await request(server).get('/api/after-late').agent(connection).expect(200);
    } finally {
      connection.destroy();
      server.close();
    }
  });

  it('gives no details of an internal error', async () => {
    await request(anApp())
      .get('/api/fault')
      .expect(500, errors('Something went wrong', 'INTERNAL_ERROR'));
  });

  it('refuses requests that another site makes a browser send', async () => {
    await request(anApp())
      .post('/api/names')
      .set('Cookie', signedIn())
      .set('Sec-Fetch-Site', 'cross-site')
      .send({ name: 'x' })
      .expect(403);
  });

  it('gives a request an id, or keeps the one it came with', async () => {
    const given = await request(anApp()).get('/api/me').set('X-Request-Id', 'abc-1');
    const made = await request(anApp()).get('/api/me').set('X-Request-Id', 'not well-formed!');

    expect(given.headers['x-request-id']).toBe('abc-1');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['/api/me', 401],
    ['/api/nothing', 404],
    ['/api/fault', 500],
    ['/api/away', 503],
  ])('allows a browser nothing with the answer of %s (%i)', async (path, status) => {
    const { headers } = await request(anApp()).get(path).expect(status);

    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('sends Strict-Transport-Security if the request came by https', async () => {
    const secure = await request(anApp()).get('/api/me').set('X-Forwarded-Proto', 'https');
    const plain = await request(anApp()).get('/api/me').set('X-Forwarded-Proto', 'http');

    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    expect(plain.headers['strict-transport-security']).toBeUndefined();
  });

  it.each([
    ['https', false, true],
    ['http', false, false],
    ['http', true, true],
  ])(
    'makes cookies for https only: proxy says %s, visitors always use https: %p',
    async (proxySays, isAlwaysHttps, isSecure) => {
      const { headers } = await request(anApp({ isAlwaysHttps }))
        .post('/api/session')
        .set('X-Forwarded-Proto', proxySays)
        .expect(200);

      expect(String(headers['set-cookie'])).toMatch(/^session=.*; samesite=lax.*; httponly/i);
      expect(/; secure/i.test(String(headers['set-cookie']))).toBe(isSecure);
      expect('strict-transport-security' in headers).toBe(isSecure);
    },
  );

  it('gives a request another id if its own looks like a card number', async () => {
    const { headers } = await request(anApp())
      .get('/api/me')
      .set('X-Request-Id', '4242-4242-4242-4242');

    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['4242424242424242', 'try 3782-822463-10005'])(
    'refuses the Idempotency-Key %j, which looks like a card number',
    async (key) => {
      const { body: answer } = await request(anApp()).get('/api/key').set('Idempotency-Key', key);

      expect(answer).toEqual(
        errors('Idempotency-Key must not contain a card number', 'INVALID_REQUEST'),
      );
    },
  );

  it.each(['507f1f77bcf86cd799439011', 'a0424242-4242-4242-8424-2abcdefabcde', 'attempt-1'])(
    'reads the Idempotency-Key %j',
    async (key) => {
      await request(anApp()).get('/api/key').set('Idempotency-Key', key).expect(200, {
        idempotencyKey: key,
      });
    },
  );
});
