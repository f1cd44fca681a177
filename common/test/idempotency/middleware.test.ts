import {
  createHttpApp,
  createIdempotency,
  createSessions,
  currentUser,
  DependencyError,
  type ErrorCode,
  errorHandler,
  type IdempotencyStore,
  readJson,
  requireAuth,
  resultIdOf,
} from '@ticketing-dev/common';
import {
  eventually,
  fixedClock,
  MemoryIdempotencyStore,
  recordedLog,
  signedIn,
  testJwtKey,
} from '@ticketing-dev/common/testing';
import type { RequestHandler } from 'express';
import request from 'supertest';

type Work = (run: number) => { readonly status: number } | Promise<{ readonly status: number }>;

interface Options {
  readonly store?: IdempotencyStore;
  /** What the route does in each of its runs, from 1. */
  readonly work?: Work;
  readonly deadlineSeconds?: number;
  readonly isGuarded?: boolean;
  readonly jwtKey?: string;
  readonly jwtKeyPrevious?: string;
}

function setUp({
  store = new MemoryIdempotencyStore(fixedClock().now),
  work = () => ({ status: 201 }),
  deadlineSeconds = 30,
  isGuarded = true,
  jwtKey = testJwtKey,
  jwtKeyPrevious,
}: Options = {}) {
  const { logger, lines } = recordedLog();
  const { middleware, requests } = createIdempotency({ store, jwtKey, jwtKeyPrevious, logger });
  const guard: RequestHandler = isGuarded ? middleware : (_request, _response, next) => next();
  const ids: unknown[] = [];
  const route: RequestHandler = async (req, response) => {
    ids.push(resultIdOf(req));
    const run = ids.length;
    response.set('Location', `/things/${run}`);
    const { status } = await work(run);
    if (status === 500) throw new Error('a fault');
    response.status(status).json({ run });
  };
  const app = createHttpApp({ sessions: createSessions(testJwtKey), logger, deadlineSeconds })
    .use(currentUser)
    .post('/api/things', requireAuth, readJson, guard, route)
    .post('/api/others', requireAuth, readJson, guard, route)
    .use(errorHandler);
  const post = (key?: string, body: object | string = { name: 'x' }, path = '/api/things') =>
    request(app)
      .post(path)
      .set('Cookie', signedIn())
      .set(key === undefined ? {} : { 'Idempotency-Key': key })
      .type('json')
      .send(body);
  return { post, store, ids, lines, requests };
}

const error = (message: string, code: ErrorCode) => ({ errors: [{ message, code }] });
const inUse = error(
  'A request with this Idempotency-Key is in progress, please try again',
  'IDEMPOTENCY_KEY_IN_USE',
);
const reused = error('This Idempotency-Key was used for another request', 'IDEMPOTENCY_KEY_REUSED');

/** A promise that the test resolves. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

describe('a request with an Idempotency-Key', () => {
  it.each([200, 201, 400, 404])('is run once, and its answer %i is repeated', async (status) => {
    const { post, ids } = setUp({ work: () => ({ status }) });

    const first = await post('a').expect(status, { run: 1 });
    const second = await post('a').expect(status, { run: 1 });

    expect(ids).toHaveLength(1);
    expect(second.headers).toMatchObject({
      location: '/things/1',
      'content-type': first.headers['content-type'],
      'idempotent-replayed': 'true',
    });
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
  });

  it('would run twice without the middleware', async () => {
    const { post, ids } = setUp({ isGuarded: false });

    await post('a').expect(201, { run: 1 });
    await post('a').expect(201, { run: 2 });

    expect(ids).toHaveLength(2);
  });

  it.each([401, 429, 500, 503])('runs again after %i, with the same id', async (status) => {
    const { post, ids } = setUp({ work: (run) => ({ status: run === 1 ? status : 201 }) });

    await post('a').expect(status);
    await post('a', { name: 'another' }).expect(422, reused);
    const again = await post('a').expect(201, { run: 2 });

    expect(again.headers).not.toHaveProperty('idempotent-replayed');
    expect(ids).toEqual([expect.any(String), ids[0]]);
  });

  it('is answered 409 while the first one runs', async () => {
    const { opened, open } = gate();
    const { post, ids, requests } = setUp({ work: () => opened.then(() => ({ status: 201 })) });
    const first = post('a').then((answer) => answer);
    await eventually(() => expect(ids).toHaveLength(1));

    await post('a').expect(409, inUse);
    await post('a', { name: 'another' }).expect(422, reused);
    open();
    await first;
    await post('a').expect(201, { run: 1 });

    const { values } = await requests.get();
    expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['claimed', 1],
      ['running', 1],
      ['other body', 1],
      ['done', 1],
    ]);
  });

  it('is stored when it ends after its deadline', async () => {
    const { opened, open } = gate();
    const work = () => opened.then(() => ({ status: 201 }));
    const { post, ids, lines } = setUp({ work, deadlineSeconds: 0.2 });

    await post('a').expect(503);
    open();

    await eventually(() => expect(JSON.stringify(lines)).toContain('done after its answer'));
    await post('a').expect(201, { run: 1 });
    expect(ids).toHaveLength(1);
  });

  it('is answered at its deadline, although its key cannot be released', async () => {
    const store = new MemoryIdempotencyStore(fixedClock().now);
    store.release = () => new Promise(() => undefined);
    const work = () => new Promise<never>(() => undefined);
    const { post } = setUp({ store, work, deadlineSeconds: 0.05 });
    const since = performance.now();

    await post('a').expect(503);

    expect(performance.now() - since).toBeLessThan(1_000);
  });

  it('is distinguished from the same key at another route', async () => {
    const { post } = setUp();

    await post('a').expect(201, { run: 1 });
    await post('a', { name: 'x' }, '/api/others').expect(201, { run: 2 });
  });

  it.each<[string, object, object]>([
    ['in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    [
      'with an id in upper case',
      { orderId: '507f1f77bcf86cd799439011' },
      { orderId: '507F1F77BCF86CD799439011' },
    ],
  ])('has the same body %s', async (_what, one, other) => {
    const { post, ids } = setUp();

    await post('a', one).expect(201);
    await post('a', other).expect(201);

    expect(ids).toHaveLength(1);
  });

  it.each([{ a: 2 }, { a: '1' }, { a: 1, b: null }, { a: [1] }, [{ a: 1 }], {}])(
    'has another body if that is %j',
    async (other) => {
      const { post } = setUp();

      await post('a', { a: 1 }).expect(201);
      await post('a', other).expect(422, reused);
    },
  );

  it('has the same key in quotes, as the draft writes it', async () => {
    const { post, ids } = setUp();

    await post('a\\"b').expect(201);
    await post('"a\\\\\\"b"').expect(201);

    expect(ids).toHaveLength(1);
  });

  it('is recognised while JWT_KEY is being changed', async () => {
    const store = new MemoryIdempotencyStore(fixedClock().now);
    const [old, next] = ['the old key', 'the next key'];
    await setUp({ store, jwtKey: old }).post('a').expect(201);

    await setUp({ store, jwtKey: next, jwtKeyPrevious: old }).post('a').expect(201, { run: 1 });
    await setUp({ store, jwtKey: next }).post('a').expect(422, reused);
  });

  it('is refused if its body is nested too deeply', async () => {
    const { post } = setUp();
    const depth = 20_000;
    const body = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

    await post('a', body).expect(400, error('The body is nested too deeply', 'INVALID_REQUEST'));
  });

  it('is answered 503, and not run, while the store is unavailable', async () => {
    const store = new MemoryIdempotencyStore(fixedClock().now);
    store.claim = () => Promise.reject(new DependencyError('MongoDB'));
    const { post, ids } = setUp({ store });

    await post('a').expect(503);

    expect(ids).toHaveLength(0);
  });

  it.each([201, 503])('is answered %i, if that cannot be stored, and logs it', async (status) => {
    const store = new MemoryIdempotencyStore(fixedClock().now);
    store.complete = () => Promise.reject(new DependencyError('MongoDB'));
    store.release = () => new Promise(() => undefined);
    const { post, lines } = setUp({ store, work: () => ({ status }) });

    await post('a').expect(status);

    expect(lines).toMatchObject([
      { msg: 'the state of an idempotency key was not stored in time' },
    ]);
  });
});

describe('a request without an Idempotency-Key', () => {
  it('runs each time', async () => {
    const { post, ids } = setUp();

    await post().expect(201, { run: 1 });
    await post().expect(201, { run: 2 });

    expect(ids).toEqual([undefined, undefined]);
  });
});
