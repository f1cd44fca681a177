/**
 * The service worker. It always asks the network first. Only if there is no connection, it answers with what
 * `kept-pages.ts` has stored: the pages of completed orders, the page of a door, and the files that they load. It is
 * plain text, because it is a script of its own, which no bundle contains.
 */
export const serviceWorkerScript = `
const mayBeKept = ({ mode }, { pathname }) =>
  pathname.startsWith('/_next/static/') ||
  (mode === 'navigate' && (pathname === '/door' || /^\\/orders\\/[^/]+$/.test(pathname)));

addEventListener('install', () => { skipWaiting(); });
addEventListener('activate', (event) => { event.waitUntil(clients.claim()); });
addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (!mayBeKept(request, url)) return;
  event.respondWith(
    fetch(request).catch(async (error) => {
      const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
      if (kept) return kept;
      throw error;
    }),
  );
});
`;
