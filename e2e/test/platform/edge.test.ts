import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

import axios from 'axios';

import { theShop } from '../../kit/shop';

const get = (path: string) =>
  axios.get<unknown>(theShop.url + path, {
    timeout: 30_000,
    validateStatus: () => true,
    responseType: 'text',
  });

describe('the edge', () => {
  it.each(
    ['/healthz', '/readyz', '/metrics', '/parked', '/parked/x/retry'].flatMap((path) => [
      path,
      `/api/orders/..${path}`,
      `/api/orders/..%2f..${path}`,
      `//${path}`,
    ]),
  )('does not lead to an operator’s route by %s', async (path) => {
    const { status, data } = await get(path);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(data).not.toMatch(/"status":|process_cpu|parkedAt/);
  });

  it.each(['/api/users/currentuser', '/api/orders', '/api/tickets/x', '/api/nothing'])(
    'lets a browser do nothing with the answer of %s',
    async (path) => {
      const { headers } = await get(path);

      expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it.each([
    ['/', /^text\/html; charset=utf-8$/i],
    ['/orders', /^text\/html; charset=utf-8$/i],
    ['/api/tickets', /^application\/json; charset=utf-8$/i],
    ['/api/orders', /^application\/json; charset=utf-8$/i],
  ])('says what %s is, and who may frame it: nobody', async (path, type) => {
    const { headers } = await get(path);

    expect(headers['content-type']).toMatch(type);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['referrer-policy']).toMatch(/^(no-referrer|strict-origin-when-cross-origin)$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(['GET', 'OPTIONS'])('lets no other origin read an answer (%s)', async (method) => {
    const { headers } = await axios.request({
      method,
      url: `${theShop.url}/api/tickets`,
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
      timeout: 30_000,
      validateStatus: () => true,
    });

    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it.each(['/_next/', '/_next/static/', '/api/', '/.git/config', '/package.json', '/src/'])(
    'shows nothing of what it is made of at %s',
    async (path) => {
      const { status, data } = await get(path);

      expect([400, 403, 404]).toContain(status);
      expect(data).not.toMatch(/Index of|"dependencies"|\[core\]/);
    },
  );

  it('shows the sources of no script', async () => {
    const page = String((await get('/')).data);
    const scripts = [...page.matchAll(/\/_next\/static\/[^"\\]+\.js/g)].map(([script]) => script);

    const { data } = await get(scripts[0] ?? '');

    expect(data).not.toContain('sourceMappingURL');
    expect((await get(`${scripts[0] ?? ''}.map`)).status).toBe(404);
  });

  it.each([
    [
      'POST /api/orders HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'POST /api/orders HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
      /^HTTP\/1\.1 400 /,
    ],
  ])('refuses %j', async (message, answer) => {
    const { hostname, port, host } = new URL(theShop.url);
    const socket = connect(Number(port) || 80, hostname);
    const answered = text(socket);

    socket.write(message.replace('HOST', host));

    expect(await answered).toMatch(answer);
  });

  it('says where a hole is reported', async () => {
    const { status, data, headers } = await get('/.well-known/security.txt');

    expect([status, String(headers['content-type'])]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
    ]);
    expect(data).toMatch(/^Contact: https:\/\/[^]*^Expires: 20\d\d-/m);
  });
});
