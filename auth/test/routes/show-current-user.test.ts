import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { theService } from '../support/service';

const service = theService();

const currentUser = () => request(service.app).get('/api/users/currentuser');

describe('GET /api/users/currentuser', () => {
  it('returns the user of any cookie that our key has signed', async () => {
    const { body } = await currentUser().set('Cookie', signedIn('any id at all')).expect(200);

    expect(body).toEqual({
      currentUser: {
        id: 'any id at all',
        email: 'any id at all@example.com',
        iat: expect.any(Number) as number,
      },
    });
  });

  it.each([
    ['with spaces in its JSON', (jwt: string) => JSON.stringify({ jwt }, null, 1)],
    ['of somebody else, without a token', () => 'null'],
  ])('does not renew a cookie that is %s', async (_what, written) => {
    const [, encoded = ''] = signedIn('buyer').split('=', 2);
    const { jwt } = JSON.parse(Buffer.from(encoded, 'base64').toString()) as { jwt: string };
    const cookie = `session=${Buffer.from(written(jwt)).toString('base64')}`;

    const { headers } = await currentUser().set('Cookie', cookie).expect(200);

    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['no cookie', undefined],
    ['a cookie of another key', signedIn('buyer', 'another key')],
    ['a cookie that is no session', 'session=nonsense'],
    ['a session without a token', `session=${Buffer.from('{}').toString('base64')}`],
  ])('returns no user for %s', async (_what, cookie) => {
    const get = currentUser();
    if (cookie !== undefined) get.set('Cookie', cookie);

    await get.expect(200, { currentUser: null });
  });
});

describe('anything else', () => {
  it('is not found', async () => {
    await request(service.app)
      .get('/api/users/signup')
      .expect(404, { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] });
  });
});
