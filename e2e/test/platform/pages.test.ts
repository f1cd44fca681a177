import { request } from 'node:http';

import { aBuyer } from '../../kit/person';
import { theShop } from '../../kit/shop';

interface Page {
  readonly status: number;
  readonly location: string | undefined;
  readonly policy: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends the path as it is written: clients that parse it would mend it. */
function page(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Page> {
  const { hostname, port } = new URL(theShop.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, timeout: 30_000 }, (response) => {
      response.resume();
      const { location } = response.headers;
      const policy = response.headers['content-security-policy'];
      resolve({
        status: response.statusCode ?? 0,
        location,
        policy: String(policy),
        headers: response.headers,
      });
    });
    sent.once('timeout', () => sent.destroy(new Error(`${path} was not answered`)));
    sent.once('error', reject);
    sent.end();
  });
}

const nobodys = 'a'.repeat(24);

describe('a page', () => {
  it.each([
    `/tickets/${nobodys}`,
    '/tickets/%',
    '/tickets/%E0%A4%A',
    '/orders/%ff',
    '/_global-error',
    '/nothing',
    '/api/%',
    '/_next/image?url=%2Fapi%2Ftickets&w=64&q=75',
  ])('that is not there is 404: %s', async (path) => {
    expect((await page(path)).status).toBe(404);
  });

  it.each(['/orders', '/tickets/new', `/orders/${nobodys}`])(
    'for members only leads to signing in: %s',
    async (path) => {
      const { status, location } = await page(path);

      expect(status).toBe(307);
      expect(location).toBe(`/auth/signin?next=${encodeURIComponent(path)}`);
    },
  );

  it.each(['PUT', 'DELETE', 'PATCH', 'POST', 'PROPFIND', 'TRACE'])(
    'is not to be asked for by %s',
    async (method) => {
      expect(await page('/', { method })).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD, OPTIONS' },
      });
    },
  );

  it('says which methods the server takes, also where no page is named', async () => {
    expect(await page('*', { method: 'OPTIONS' })).toMatchObject({
      status: 204,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    });
  });

  it('is sent as a whole to a tab that was open while Next was upgraded', async () => {
    const headers = { RSC: '1', 'Next-Router-State-Tree': 'of another version' };

    const { location = '' } = await page('/', { headers });

    expect(await page(location, { headers })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/x-component' },
    });
  });
});

describe('every answer of the shop', () => {
  it.each(['/', '//tickets', '/tickets/', '/nothing', '/tickets/%', '/icon.svg', '/api/nothing'])(
    'has its security headers: %s',
    async (path) => {
      const { policy, headers } = await page(path);

      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    },
  );
});

describe('an order’s page', () => {
  it('is 404 for somebody who is signed in and has no such order', async () => {
    const { person } = await aBuyer();

    expect((await person.call('GET', `/orders/${nobodys}`)).status).toBe(404);
  });
});
