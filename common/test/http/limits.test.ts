import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  callerSignal,
  createHttpApp,
  createSessions,
  currentUser,
  errorHandler,
  type Limit,
  limitByAddress,
  limitByUser,
  limitedAddress,
  LimitReachedError,
  type Logger,
  mergeRouters,
  noLimit,
  readJson,
  requireAuth,
  silentLogger,
  validateRequest,
} from '@ticketing-dev/common';
import { eventually, signedIn, testJwtKey } from '@ticketing-dev/common/testing';
import { Router } from 'express';
import { body } from 'express-validator';
import request from 'supertest';

const reached: Limit = {
  ...noLimit,
  take: () => Promise.reject(new LimitReachedError('Enough for now', 17)),
  check: () => Promise.reject(new LimitReachedError('Enough for now', 17)),
};

function anApp(routes: readonly Router[], { deadlineSeconds = 30, logger = silentLogger() } = {}) {
  return createHttpApp({ sessions: createSessions(testJwtKey), logger, deadlineSeconds })
    .use(currentUser)
    .use(mergeRouters(...routes))
    .use(errorHandler);
}

const rules = body('name').isString().withMessage('Name is required');

function limitedRoutes(): Router {
  const router = Router();
  router.post(
    '/api/mine',
    requireAuth,
    readJson,
    rules,
    validateRequest,
    limitByUser(reached),
    (_request, response) => void response.json({}),
  );
  router.post(
    '/api/anybodys',
    limitByAddress(reached),
    readJson,
    rules,
    validateRequest,
    (_request, response) => void response.json({}),
  );
  return router;
}

describe('a route with a limit by user', () => {
  const app = anApp([limitedRoutes()]);

  it('answers 429 in the usual form, and says how long to wait', async () => {
    await request(app)
      .post('/api/mine')
      .set('Cookie', signedIn())
      .send({ name: 'x' })
      .expect(429, { errors: [{ message: 'Enough for now', code: 'LIMIT_REACHED' }] })
      .expect('Retry-After', '17');
  });

  it('answers 401 before 400 before 429', async () => {
    await request(app).post('/api/mine').send({}).expect(401);
    await request(app).post('/api/mine').set('Cookie', signedIn()).send({}).expect(400);
  });
});

describe('a route with a limit by address', () => {
  it('answers 429 before it reads the body', async () => {
    await request(anApp([limitedRoutes()]))
      .post('/api/anybodys')
      .send('no json')
      .expect(429);
  });
});

describe('the address that a limit counts for', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '20010db800010002'],
    ['2001:db8:1:2::', '20010db800010002'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('of %j is %j', (address, expected) => {
    expect(limitedAddress(address)).toBe(expected);
  });
});

describe('the signal of a caller', () => {
  let server: Server;
  let signal: AbortSignal | undefined;
  let finish: () => void;
  const lines: unknown[][] = [];

  beforeEach(async () => {
    lines.length = 0;
    signal = undefined;
    const router = Router();
    router.post('/api/work', async (_request, response) => {
      signal = callerSignal(response);
      await new Promise<void>((resolve) => (finish = resolve));
      if (response.req.headers['x-mind'] !== undefined) signal.throwIfAborted();
      response.status(201).json({});
    });
    const logger: Logger = silentLogger();
    logger.warn = (...line: unknown[]) => void lines.push(line);
    logger.error = (...line: unknown[]) => void lines.push(line);
    server = createServer(anApp([router], { deadlineSeconds: 0.2, logger })).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  afterEach(() => void server.close());

  const post = (headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      path: '/api/work',
      port: (server.address() as AddressInfo).port,
      headers,
    });

  it('is aborted when the caller disconnects', async () => {
    const call = post().on('error', () => undefined);
    call.end();
    await eventually(() => expect(signal?.aborted).toBe(false));

    call.destroy();

    await eventually(() => expect(signal?.aborted).toBe(true));
    finish();
  });

  it('is aborted at the deadline; a request that ends or is dropped after it is no error', async () => {
    for (const headers of [{}, { 'x-mind': 'yes' }]) {
      const answered = new Promise<number | undefined>((resolve) => {
        post(headers)
          .once('response', (response) => resolve(response.resume().statusCode))
          .end();
      });
      expect(await answered).toBe(503);
      await eventually(() => expect(signal?.aborted).toBe(true));
      finish();
    }

    await eventually(() => expect(JSON.stringify(lines)).toContain('done after its answer'));
    expect(JSON.stringify(lines)).not.toContain('ERR_HTTP_HEADERS_SENT');
    expect(JSON.stringify(lines)).not.toContain('nobody waits');
  });
});
