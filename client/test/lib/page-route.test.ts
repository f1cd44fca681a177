import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { assets, createPageRoute } from '@/lib/server/page-route';

const id = 'a'.repeat(24);
const manifest = {
  staticRoutes: [{ page: '/search', regex: '^/search(?:/)?$' }],
  dynamicRoutes: [
    { page: '/orders/[orderId]', regex: '^/orders/([^/]+?)(?:/)?$' },
    { page: '/api/[[...path]]', regex: '^/api(?:/(.+?))?(?:/)?$' },
  ],
};

describe('the route of a page', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'routes-'));
    writeFileSync(path.join(folder, 'routes.json'), JSON.stringify(manifest));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['/search?q=jazz', '/search'],
    [`/orders/${id}`, '/orders/:orderId'],
    ['/api/tickets', '/api/:path'],
    ['/_next/static/a.js', assets],
    ['/somebody@example.com', 'none'],
  ])('of %s is %s', (url, route) => {
    expect(createPageRoute(path.join(folder, 'routes.json'))(url)).toBe(route);
  });

  it('is none without the list of the build', () => {
    expect(createPageRoute('nowhere.json')('/search')).toBe('none');
  });
});
