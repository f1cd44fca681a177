import { offlinePath } from './paths';

/**
 * The service worker. It always asks the network first. Only if there is no connection, it answers with what
 * `kept-pages.ts` has stored: the pages of completed orders, the page of a door, and the files that they load. Any other
 * page leads to the page that lists them. It is plain text, because it is a script of its own, which no bundle contains.
 */
export const serviceWorkerScript = `
const find = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });
const offline = new URL('${offlinePath}', location.origin).href;

addEventListener('install', () => { skipWaiting(); });
addEventListener('activate', (event) => { event.waitUntil(clients.claim()); });
addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const isPage = request.mode === 'navigate';
  if (!isPage && !url.pathname.startsWith('/_next/static/')) return;
  event.respondWith(
    fetch(request).catch(async (error) => {
      const kept = await find(request);
      if (kept) return kept;
      if (!isPage || !(await find(offline))) throw error;
      return Response.redirect(offline + '?from=' + encodeURIComponent(url.pathname + url.search));
    }),
  );
});
`;
