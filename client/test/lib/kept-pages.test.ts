/** @jest-environment node */
import type * as KeptPages from '@/lib/kept-pages';

import { fakeCaches } from '../support/device';

const page = { shelf: 'orders-user-1', path: '/orders/order-1', proof: '7K2M' } as const;
const html = `<link href="/_next/static/a.css"><script src="/_next/static/b.js?x"></script>7K2M`;

let keptPages: typeof KeptPages;
let caches: ReturnType<typeof fakeCaches>;
let answers: Record<string, () => Response>;
let asked: { readonly path: string; readonly credentials: unknown; readonly headers: unknown }[];

beforeEach(async () => {
  // As after a page load.
  jest.resetModules();
  keptPages = await import('@/lib/kept-pages');
  caches = fakeCaches();
  asked = [];
  answers = {
    '/orders/order-1': () => new Response(html),
    '/door': () => new Response(html),
    '/offline': () => new Response('There is no connection'),
    '/_next/static/a.css': () => new Response('@font-face{src:url(../static/media/f.woff2)}'),
    '/_next/static/b.js': () => new Response('1'),
    '/_next/static/media/f.woff2': () => new Response('2'),
    '/_next/static/later.js': () => new Response('3'),
  };
  const register = () => Promise.resolve();
  const browser = {
    document: { documentElement: { lang: 'es' } },
    caches,
    location: new URL('http://shop/orders/order-1'),
    navigator: { serviceWorker: { register, ready: Promise.resolve() } },
    fetch: (path: string, options: RequestInit = {}) => {
      asked.push({ path, credentials: options.credentials, headers: options.headers });
      const answer = answers[path];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no connection'));
    },
  };
  for (const [name, value] of Object.entries(browser)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  jest
    .spyOn(performance, 'getEntriesByType')
    .mockReturnValue([{ name: 'http://shop/_next/static/later.js' }] as PerformanceEntry[]);
});

describe('a page', () => {
  it('is kept with its scripts, styles and fonts', async () => {
    expect(await keptPages.keepPage(page)).toBe(true);

    expect(caches.pathsIn('orders-user-1').toSorted()).toEqual([
      '/_next/static/a.css',
      '/_next/static/b.js',
      '/_next/static/later.js',
      '/_next/static/media/f.woff2',
      '/offline',
      '/orders/order-1',
    ]);
  });

  it('is not kept without one of its files', async () => {
    delete answers['/_next/static/media/f.woff2'];

    expect(await keptPages.keepPage(page)).toBe(false);

    expect(caches.pathsIn('orders-user-1')).not.toContain('/orders/order-1');
  });

  it.each([
    ['does not show the pass', () => new Response('We cannot load your pass now.')],
    ['is an error', () => new Response(html, { status: 503 })],
  ])('is not kept if it %s', async (_what, answer) => {
    answers['/orders/order-1'] = answer;

    expect(await keptPages.keepPage(page)).toBe(false);
  });

  it('is kept as its user sees it, and the page of a door as a visitor sees it', async () => {
    await keptPages.keepPage(page);
    await keptPages.keepPage({ shelf: 'door', path: '/door', proof: '7K2M' });

    const headers = { 'Accept-Language': 'es' };
    expect(asked).toContainEqual({ path: '/orders/order-1', credentials: 'same-origin', headers });
    expect(asked).toContainEqual({ path: '/door', credentials: 'omit', headers });
  });

  it('is not kept by a browser that cannot', async () => {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });

    expect(await keptPages.keepPage(page)).toBe(false);
    await keptPages.keepOnlyPagesOf(null);
  });

  it('is discarded when it is no longer true', async () => {
    await keptPages.keepPage(page);

    await keptPages.dropPage(page.shelf, page.path);

    expect(caches.pathsIn('orders-user-1')).not.toContain('/orders/order-1');
  });
});

describe('the list of kept orders', () => {
  it('has the path and the title of each', async () => {
    class OnlyTitles {
      parseFromString = (page: string) => ({ title: /<title>(.*)<\/title>/.exec(page)?.[1] ?? '' });
    }
    Object.defineProperty(globalThis, 'DOMParser', { value: OnlyTitles, configurable: true });
    answers['/orders/order-1'] = () =>
      new Response(`<title>Jazz · Ticketing</title>${html}`, { status: 200 });
    await keptPages.keepPage(page);
    await keptPages.keepPage({ shelf: 'door', path: '/door', proof: '7K2M' });

    expect(await keptPages.keptOrders()).toEqual([{ path: '/orders/order-1', title: 'Jazz' }]);
  });
});

describe('the pages of a user', () => {
  beforeEach(async () => {
    await keptPages.keepPage(page);
    await keptPages.keepPage({ shelf: 'door', path: '/door', proof: '7K2M' });
  });

  it('are not kept any more by a request that the sign-out has overtaken', async () => {
    let resolve: (page: Response) => void = () => undefined;
    const answer = new Promise<Response>((resolveAnswer) => {
      resolve = resolveAnswer;
    });
    jest.spyOn(globalThis, 'fetch').mockReturnValueOnce(answer);
    const kept = keptPages.keepPage(page);
    await keptPages.keepOnlyPagesOf(null);

    resolve(new Response(html));

    expect(await kept).toBe(false);
    expect(caches.pathsIn('orders-user-1')).not.toContain('/orders/order-1');
  });

  it.each([
    ['stay for the same user', 'user-1', ['orders-user-1', 'door']],
    ['are discarded when another user has signed in', 'user-2', ['door']],
    ['are discarded after the sign-out', null, ['door']],
  ])('%s', async (_what, userId, left) => {
    await keptPages.keepOnlyPagesOf(userId);

    expect(await caches.keys()).toEqual(left);
  });
});
