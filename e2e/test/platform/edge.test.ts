import axios from 'axios';

import { theShop } from '../../support/shop';

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

  it('says where a hole is reported', async () => {
    const { status, data, headers } = await get('/.well-known/security.txt');

    expect([status, String(headers['content-type'])]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
    ]);
    expect(data).toMatch(/^Contact: https:\/\/[^]*^Expires: 20\d\d-/m);
  });
});
