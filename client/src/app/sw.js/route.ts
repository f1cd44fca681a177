import { serviceWorkerScript } from '@/lib/service-worker';

export function GET(): Response {
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    // A new version of the shop must not wait for an old one.
    'Cache-Control': 'no-cache',
  };
  return new Response(serviceWorkerScript, { headers });
}
