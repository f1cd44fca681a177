import {
  BadRequestError,
  createHttpApp,
  createSessions,
  currentUser,
  CustomError,
  errorHandler,
  NotFoundError,
  requireAuth,
  silentLogger,
  validateRequest,
} from '@ticketing-dev/common';
import { signedIn, testJwtKey } from '@ticketing-dev/common/testing';
// For its types, which give a request its session.
import type {} from 'cookie-session';
import express from 'express';
import { body } from 'express-validator';
import request from 'supertest';

class TeapotError extends CustomError {
  statusCode = 418;

  constructor() {
    super('Short and stout');
    Object.setPrototypeOf(this, TeapotError.prototype);
  }

  serializeErrors() {
    return [{ message: 'I am a teapot' }];
  }
}

/** As the course writes it. */
function courseApp(session?: { readonly jwt: string }) {
  const app = express();
  app.use(express.json());
  if (session) {
    app.use((req, _res, next) => {
      req.session = session;
      next();
    });
  }
  app.use(currentUser);
  app.get('/me', requireAuth, (req, res) => void res.send(req.currentUser));
  app.get('/anybody', (req, res) => void res.send({ user: req.currentUser ?? null }));
  app.post(
    '/things',
    requireAuth,
    [body('title').not().isEmpty().withMessage('Title is required')],
    validateRequest,
    (_req: express.Request, res: express.Response) => void res.status(201).send({}),
  );
  app.get('/refused', () => {
    throw new BadRequestError('Not now');
  });
  app.get('/teapot', () => {
    throw new TeapotError();
  });
  app.all('/{*path}', () => {
    throw new NotFoundError();
  });
  app.use(errorHandler);
  return app;
}

const errors = (...items: object[]) => ({ errors: items });

describe('an app in the style of the course', () => {
  const { JWT_KEY: before } = process.env;
  const setKey = (key: string | undefined): void => {
    if (key === undefined) delete process.env['JWT_KEY'];
    else process.env['JWT_KEY'] = key;
  };
  beforeEach(() => setKey(testJwtKey));
  afterAll(() => setKey(before));

  it('finds the user by a cookie and JWT_KEY', async () => {
    const { body: user } = await request(courseApp())
      .get('/me')
      .set('Cookie', signedIn('ann'))
      .expect(200);

    expect(user).toMatchObject({ id: 'ann', email: 'ann@example.com' });
  });

  it('finds the user by req.session if there is no cookie', async () => {
    const jwt = createSessions(testJwtKey).issue({ id: 'ann', email: 'ann@example.com' });

    const { body: user } = await request(courseApp({ jwt })).get('/me').expect(200);

    expect(user).toMatchObject({ id: 'ann' });
  });

  it('finds the user if it is mounted in another app', async () => {
    const outer = createHttpApp({ sessions: createSessions('outer key'), logger: silentLogger() });
    outer.use(courseApp());

    await request(outer).get('/me').set('Cookie', signedIn('ann', 'outer key')).expect(200);
    await request(outer).get('/me').set('Cookie', signedIn('ann')).expect(401);
  });

  it('takes a token of JWT_KEY_PREVIOUS while the key changes', async () => {
    process.env['JWT_KEY_PREVIOUS'] = 'the key before';
    try {
      const app = courseApp();

      await request(app).get('/me').set('Cookie', signedIn('ann', 'the key before')).expect(200);
      await request(app).get('/me').set('Cookie', signedIn('ann')).expect(200);
    } finally {
      delete process.env['JWT_KEY_PREVIOUS'];
    }
  });

  it('finds no user by a token of another key, and checks each token with the current key', async () => {
    const app = courseApp();
    await request(app).get('/anybody').set('Cookie', signedIn('ann')).expect(200);
    setKey('another key');

    await request(app).get('/me').set('Cookie', signedIn('ann')).expect(401);
    await request(app).get('/me').set('Cookie', signedIn('ann', 'another key')).expect(200);
  });

  it('needs JWT_KEY only if a request has a token', async () => {
    setKey(undefined);

    await request(courseApp()).get('/anybody').expect(200, { user: null });
    await request(courseApp())
      .get('/anybody')
      .set('Cookie', signedIn('ann'))
      .expect(500, errors({ message: 'Something went wrong', code: 'INTERNAL_ERROR' }));
  });

  it('answers 401 before it validates the body, and then 400 with each field', async () => {
    await request(courseApp())
      .post('/things')
      .send({})
      .expect(401, errors({ message: 'Not authorized', code: 'NOT_AUTHORIZED' }));
    await request(courseApp())
      .post('/things')
      .set('Cookie', signedIn())
      .send({})
      .expect(
        400,
        errors({ message: 'Title is required', field: 'title', code: 'INVALID_REQUEST' }),
      );
    await request(courseApp())
      .post('/things')
      .set('Cookie', signedIn())
      .send({ title: 'Row 1' })
      .expect(201);
  });

  it.each([
    ['/refused', 400, { message: 'Not now', code: 'BAD_REQUEST' }],
    ['/teapot', 418, { message: 'I am a teapot' }],
    ['/elsewhere', 404, { message: 'Not Found', code: 'NOT_FOUND' }],
  ])('answers what %s throws', async (path, status, item) => {
    await request(courseApp()).get(path).expect(status, errors(item));
  });
});
