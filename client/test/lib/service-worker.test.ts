/** @jest-environment node */
import { runInNewContext } from 'node:vm';

import { serviceWorkerScript } from '@/lib/service-worker';

import { fakeCaches } from '../support/device';

type Fetch = () => Promise<Response>;

const offline: Fetch = () => Promise.reject(new TypeError('no connection'));
const online =
  (text: string, status = 200): Fetch =>
  () =>
    Promise.resolve(new Response(text, { status }));

/** Sends a request through the worker, as the browser does. It is `null` if the worker leaves it to the browser. */
async function ask(
  path: string,
  fetch: Fetch,
  { mode = 'navigate', method = 'GET', isListKept = false } = {},
) {
  const caches = fakeCaches();
  const cache = await caches.open('orders-user-1');
  if (isListKept) await cache.put('/offline', new Response('kept'));
  await cache.put('/orders/order-1', new Response('kept'));
  await cache.put('/_next/static/a.js', new Response('kept'));
  const listeners = new Map<string, (event: unknown) => void>();
  runInNewContext(serviceWorkerScript, {
    URL,
    Response,
    caches: {
      match: (request: string | { url: string }) =>
        caches.match(typeof request === 'string' ? request : request.url),
    },
    fetch,
    location: new URL('http://shop/sw.js'),
    addEventListener: (name: string, listener: (event: unknown) => void) =>
      listeners.set(name, listener),
  });
  let answer: Promise<Response> | null = null;
  const request = { url: new URL(path, 'http://shop').href, mode, method };
  listeners.get('fetch')?.({
    request,
    respondWith: (given: Promise<Response>) => {
      answer = given;
    },
  });
  return answer as Promise<Response> | null;
}

const textOf = async (answer: Response | null) => answer?.text();

describe('the service worker', () => {
  it.each([
    ['a page of an order', '/orders/order-1', {}],
    ['a script', '/_next/static/a.js', { mode: 'no-cors' }],
  ])('answers with %s that is kept, without a connection', async (_what, path, how) => {
    expect(await textOf(await ask(path, offline, how))).toBe('kept');
  });

  it.each([
    ['the page', online('new'), 'new'],
    ['an error', online('not available', 503), 'not available'],
  ])('answers with %s that the server sends, with a connection', async (_what, fetch, text) => {
    expect(await textOf(await ask('/orders/order-1', fetch))).toBe(text);
  });

  it('fails as the network does for a page that is not kept', async () => {
    await expect(ask('/orders/order-2', offline)).rejects.toThrow('no connection');
  });

  it.each([
    ['the list of orders', '/orders'],
    ['a file of an order', '/orders/order-2/ticket.pdf?x=1'],
  ])('leads from %s to the list of what is kept, without a connection', async (_what, path) => {
    const answer = await ask(path, offline, { isListKept: true });

    expect(answer?.headers.get('location')).toBe(
      `http://shop/offline?from=${encodeURIComponent(path)}`,
    );
  });

  it.each([
    ['data', '/orders/order-1', { mode: 'cors' }],
    ['a form', '/orders/order-1', { method: 'POST' }],
    ['another site', 'https://checkout.stripe.com/_next/static/a.js', { mode: 'no-cors' }],
  ])('leaves %s to the browser', async (_what, path, how) => {
    expect(await ask(path, offline, how)).toBeNull();
  });
});
