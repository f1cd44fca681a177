/** @jest-environment node */
import { chooseLanguage } from '@/lib/server/choose-language';

import { fakeApi, refusal } from '../support/fake-api';

jest.mock('server-only', () => ({}));
jest.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers()) }));

const route = 'PUT /api/users/account';
const page = 'https://shop.example/search?q=jazz';

function choose(language: string, headers: Record<string, string> = {}): Promise<Response> {
  const form = new FormData();
  form.set('language', language);
  const request = {
    headers: new Headers({
      host: 'shop.example',
      origin: 'https://shop.example',
      referer: page,
      'content-length': '100',
      'x-forwarded-proto': 'https',
      ...headers,
    }),
    formData: () => Promise.resolve(form),
  };
  return chooseLanguage(request as never);
}

describe('the choice of a language', () => {
  it('sets the cookie, changes the mails, and leads back to the page', async () => {
    const api = fakeApi({ [route]: { status: 200, body: {} } });

    const { status, headers } = await choose('es');

    expect([status, headers.get('location')]).toEqual([303, '/search?q=jazz']);
    expect(headers.get('set-cookie')).toBe(
      'locale=es; Path=/; Max-Age=31536000; SameSite=Lax; Secure',
    );
    expect(api.callsTo(route)[0]?.body).toEqual({ language: 'es' });
  });

  it.each([
    ['a visitor without an account', refusal(401, { message: 'Not authorized' })],
    ['everybody while auth does not answer', 'lost' as const],
  ])('works for %s', async (_who, answer) => {
    fakeApi({ [route]: answer });

    expect((await choose('en')).headers.get('set-cookie')).toMatch(/^locale=en;/);
  });

  it('has no cookie with `Secure` on plain http, which would lose it', async () => {
    fakeApi({ [route]: { status: 200, body: {} } });

    const { headers } = await choose('es', { 'x-forwarded-proto': 'http' });

    expect(headers.get('set-cookie')).not.toContain('Secure');
  });

  it.each([
    ['another site', 'es', { origin: 'https://evil.example' }, 403],
    ['an unknown language', 'fr', {}, 400],
    ['the made-up locale', 'en-XA', {}, 400],
    ['a large form', 'es', { 'content-length': '5000' }, 413],
  ])('refuses %s', async (_what, language, headers, status) => {
    const answer = await choose(language, headers);

    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([status, null]);
  });

  it('leads to the front page without a page before, and to no other site', async () => {
    fakeApi({ [route]: { status: 200, body: {} } });

    expect((await choose('es', { referer: '' })).headers.get('location')).toBe('/');
    const evil = { referer: 'https://shop.example//evil.example' };
    expect((await choose('es', evil)).headers.get('location')).toBe('/');
  });
});
