import { signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { setCookie, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const signOut = () => request(service.app).post('/api/users/signout');

describe('POST /api/users/signout', () => {
  it('clears the cookie', async () => {
    const response = await signOut().set('Cookie', signedIn()).expect(200, {});

    expect(setCookie(response)).toMatch(
      /^session=; path=\/; expires=Thu, 01 Jan 1970 [^;]+; samesite=lax; httponly$/i,
    );
  });

  it('is no error for somebody who is not signed in', async () => {
    await signOut().expect(200, {});
  });
});
