import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state';

const aYearInSeconds = 365 * 24 * 60 * 60;
const notFoundPage = '/_not-found';

/** Pages have a policy of their own, with their nonce: see `proxy.ts`. */
const headersOfEveryAnswer = new Map([
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Opener-Policy', 'same-origin-allow-popups'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=()'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
]);

/**
 * Sees every request before Next does. What Next answers with 500 (or before `proxy.ts` is asked)
 * becomes something that it can answer, and no answer goes without the security headers: neither
 * `proxy.ts` nor `headers` of the configuration reaches redirects and errors of Next's own.
 */
export function openFrontDoor(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as {
      readonly request: IncomingMessage;
      readonly response: ServerResponse;
    };
    setSecurityHeaders(request, response);
    makeReadable(request);
  });
}

export function setSecurityHeaders(
  { headers }: Pick<IncomingMessage, 'headers'>,
  response: Pick<ServerResponse, 'setHeader'>,
): void {
  for (const [name, value] of headersOfEveryAnswer) response.setHeader(name, value);
  // Browsers ignore it on plain http, where anybody on the way could have added it.
  const protocols = String(headers['x-forwarded-proto'] ?? '').split(',');
  if (protocols.some((protocol) => protocol.trim().toLowerCase() === 'https')) {
    response.setHeader(
      'Strict-Transport-Security',
      `max-age=${String(aYearInSeconds)}; includeSubDomains`,
    );
  }
}

/** Changes the request in place; what Next can read stays as it is. */
export function makeReadable(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): void {
  // Next makes a fetch `Request` of it, which has no such method. Pages refuse both alike.
  if (request.method === 'TRACE') request.method = 'PATCH';
  if (!isPathOfOurs(request.url ?? '/'))
    request.url = isApi(request.url ?? '/') ? '/api' : notFoundPage;
  // Without it Next answers the whole page. Tabs that were open while Next was upgraded send such a state.
  if (!isRouterStateReadable(request.headers['next-router-state-tree'])) {
    delete request.headers['next-router-state-tree'];
  }
}

function isPathOfOurs(url: string): boolean {
  // `OPTIONS *` asks about the server as a whole.
  if (url === '*') return false;
  const [path = '/'] = url.split('?');
  try {
    // Next's page for its own errors answers 500 to whoever asks for it by name.
    return decodeURIComponent(path) !== '/_global-error';
  } catch {
    return false;
  }
}

function isApi(url: string): boolean {
  return /^\/api(\/|\?|$)/i.test(url);
}

function isRouterStateReadable(state: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(state);
    return true;
  } catch {
    return false;
  }
}
