import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import { aBuyer } from '../../kit/person';
import { theShop } from '../../kit/shop';
import { get, raw } from '../support/raw';

const unknownId = 'a'.repeat(24);
const html = /^text\/html; charset=utf-8$/i;
const json = /^application\/json; charset=utf-8$/i;
const operatorPaths = [
  ...['/healthz', '/readyz', '/metrics', '/parked', '/parked/x/retry'],
  ...['/events', '/timeline', '/doctor', '/replicas', '/charges', '/payments', '/user-id'],
];

describe('the edge', () => {
  it.each(
    operatorPaths.flatMap((path) => [
      path,
      `/api/orders/..${path}`,
      `/api/orders/..%2f..${path}`,
      `//${path}`,
    ]),
  )('does not lead to a route of the operators by %s', async (path) => {
    const { status, body } = await get(path);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/"status":|process_cpu|parkedAt|occurredAt|"findings"|"facts"/);
  });

  it.each(['/_next/', '/_next/static/', '/api/', '/.git/config', '/package.json', '/src/'])(
    'shows no source or folder at %s',
    async (path) => {
      const { status, body } = await get(path);

      expect([400, 403, 404]).toContain(status);
      expect(body).not.toMatch(/Index of|"dependencies"|\[core\]/);
    },
  );

  it('does not show the sources of a script', async () => {
    const [script = 'none'] = /\/_next\/static\/[^"\\]+\.js/.exec((await raw('/')).body) ?? [];

    const { status, body } = await raw(script);

    expect(status).toBe(200);
    expect(body).not.toContain('sourceMappingURL');
    expect((await raw(`${script}.map`)).status).toBe(404);
  });

  // Here and not in a service's own tests: under jest, the errors of zlib are not instances of Error.
  it.each([
    ['gzip body that is cut off', 'gzip', gzipSync('{"title":"Row 1","price":5}').subarray(0, 20)],
    ['gzip body that is not compressed', 'gzip', Buffer.from('{"title":"Row 1","price":5}')],
    ['brotli body that is not compressed', 'br', Buffer.from('{"title":"Row 1","price":5}')],
  ])('refuses a %s', async (_, encoding, body) => {
    const cookie = (await aBuyer()).person.sessionCookie();
    const answer = await fetch(new URL('/api/tickets', theShop.url), {
      method: 'POST',
      headers: { Cookie: cookie, 'Content-Type': 'application/json', 'Content-Encoding': encoding },
      body,
    });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      errors: [{ message: 'The body cannot be decompressed', code: 'INVALID_REQUEST' }],
    });
  });

  it.each(['GET', 'OPTIONS'])('lets no other origin read an answer to %s', async (method) => {
    const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' };
    const answer = await raw('/api/tickets', { method, headers });

    expect(answer.status).toBeGreaterThan(0);
    expect(Object.keys(answer.headers).join()).not.toContain('access-control-');
  });

  it.each([
    'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
  ])('refuses a POST with %j', async (rest) => {
    const { hostname, port, host } = new URL(theShop.url);
    const socket = connect(Number(port) || 80, hostname);
    const answered = text(socket);

    socket.write(`POST /api/orders HTTP/1.1\r\nHost: ${host}\r\n${rest}`);

    expect(await answered).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('names an address to which people report a vulnerability', async () => {
    const { status, body, headers } = await raw('/.well-known/security.txt');

    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    expect(body).toMatch(/^Contact: https:\/\/[^]*^Expires: 20\d\d-/m);
  });
});

describe('every answer has its security headers:', () => {
  const api = "default-src 'none'; frame-ancestors 'none'";

  it.each([
    { path: '/', type: html },
    { path: '/orders', type: html },
    { path: '/api/tickets', type: json },
    { path: '/api/orders', type: json, policy: api },
    { path: '/api/users/currentuser', type: json, policy: api },
    { path: '/api/tickets/x', type: json, policy: api },
    { path: '/api/nothing', policy: api },
    ...['//tickets', '/tickets/', '/nothing', '/tickets/%', '/icon.svg'].map((path) => ({ path })),
  ])('$path', async ({ path, type, policy }: { path: string; type?: RegExp; policy?: string }) => {
    const { headers } = await (type ? get(path) : raw(path));

    expect(headers).toMatchObject({
      'content-security-policy':
        policy ?? (expect.stringContaining("frame-ancestors 'none'") as unknown),
      'x-content-type-options': 'nosniff',
    });
    // A service sends only the policy, which has the same effect.
    if (type !== json) expect(headers['x-frame-options']).toBe('DENY');
    if (!type) return;
    expect(headers['content-type']).toMatch(type);
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|strict-origin-when-cross-origin)$/);
  });
});

describe('a page', () => {
  it.each([
    `/tickets/${unknownId}`,
    '/tickets/%',
    '/tickets/%E0%A4%A',
    '/orders/%ff',
    '/_global-error',
    '/nothing',
    '/api/%',
    '/_next/image?url=%2Fapi%2Ftickets&w=64&q=75',
  ])('that does not exist is 404: %s', async (path) => {
    expect((await raw(path)).status).toBe(404);
  });

  it('of an order is 404 for an account that has no such order', async () => {
    const { person } = await aBuyer();

    expect((await person.call('GET', `/orders/${unknownId}`)).status).toBe(404);
  });

  it.each([
    '/orders',
    '/tickets/new',
    '/tickets/doors',
    `/orders/${unknownId}`,
    `/orders/${unknownId}/receipt`,
  ])('for members only redirects to the sign-in page: %s', async (path) => {
    const { status, headers } = await raw(path);

    expect(status).toBe(307);
    expect(headers.location).toBe(`/auth/signin?next=${encodeURIComponent(path)}`);
  });

  it.each([
    ...['PUT', 'DELETE', 'PATCH', 'POST', 'PROPFIND', 'TRACE'].map((method) => [method, '/', 405]),
    ['OPTIONS', '*', 204],
  ] as [string, string, number][])('answers %s %s with %d', async (method, path, status) => {
    expect(await raw(path, { method })).toMatchObject({
      status,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    });
  });

  it('is sent as a whole to a tab that was open during an upgrade of Next', async () => {
    const headers = { RSC: '1', 'Next-Router-State-Tree': 'of another version' };

    const { headers: redirect } = await raw('/', { headers });

    expect(await raw(redirect.location ?? '', { headers })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/x-component' },
    });
  });
});
