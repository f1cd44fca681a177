import { submitCredentials } from '@/lib/server/submit-credentials';

import { fakeApi, refusal } from '../support/fake-api';

const incoming = new Headers();
jest.mock('server-only', () => ({}));
jest.mock('next/headers', () => ({
  headers: () => Promise.resolve(incoming),
  cookies: () => Promise.resolve({ get: () => undefined }),
}));

/** The parts of a web Request and Response that jsdom does not have. */
class PlainResponse {
  readonly status: number;
  readonly headers: Headers;
  constructor(_body: unknown, init: { status: number; headers?: Headers }) {
    this.status = init.status;
    this.headers = init.headers ?? new Headers();
  }
}
Object.assign(globalThis, { Response: PlainResponse });

const route = 'POST /api/users/signin';

async function submit(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const request = {
    headers: new Headers({
      host: 'ticketing.dev',
      origin: 'https://ticketing.dev',
      'content-length': '100',
      ...headers,
    }),
    formData: () => Promise.resolve(form),
  };
  const { status, headers: answered } = await submitCredentials(request as never, 'signin');
  return { status, location: answered.get('location'), cookie: answered.get('set-cookie') };
}
const ann = { email: 'ann@example.com', password: 'correct horse', next: '/orders' };

describe('a form that is sent without scripts', () => {
  it('signs in as the visitor, passes the cookie on, and leads to the next page', async () => {
    incoming.set('x-forwarded-for', '203.0.113.7');
    incoming.set('x-forwarded-proto', 'https');
    const headers = { 'set-cookie': ['session=a; secure'] as never };
    const api = fakeApi({ [route]: { status: 200, body: {}, headers } });

    expect(await submit(ann)).toEqual({
      status: 303,
      location: '/orders',
      cookie: 'session=a; secure',
    });

    const [call] = api.callsTo(route);
    expect(call?.body).toEqual({ email: 'ann@example.com', password: 'correct horse' });
    expect(call?.header('x-forwarded-for')).toBe('203.0.113.7');
    expect(call?.header('x-forwarded-proto')).toBe('https');
  });

  it('leads back to the form after an error, without what was typed', async () => {
    const wrong = { message: 'Invalid credentials', code: 'INVALID_CREDENTIALS' };
    fakeApi({ [route]: refusal(400, wrong) });

    expect(await submit(ann)).toMatchObject({
      location: '/auth/signin?next=%2Forders&error=INVALID_CREDENTIALS',
      cookie: null,
    });
  });

  it('says that auth is unavailable', async () => {
    fakeApi({ [route]: 'lost' });

    expect((await submit(ann)).location).toBe('/auth/signin?next=%2Forders&error=UNAVAILABLE');
  });

  it('leads to no other site', async () => {
    fakeApi({ [route]: { status: 200, body: {} } });

    expect((await submit({ ...ann, next: '//evil.example' })).location).toBe('/');
  });

  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ 'content-length': '100001' }, 413],
    [{ 'content-length': '' }, 413],
  ])('is refused with %p', async (headers, status) => {
    const api = fakeApi({ [route]: { status: 200, body: {} } });

    expect((await submit(ann, headers)).status).toBe(status);

    expect(api.callsTo(route)).toHaveLength(0);
  });
});
