import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state';

const aYearInSeconds = 365 * 24 * 60 * 60;
const notFoundPage = '/_not-found';

function permissions(camera: '()' | '(self)'): string {
  return `camera=${camera}, microphone=(), geolocation=()`;
}

/** Pages have their own Content-Security-Policy, with a nonce: see `proxy.ts`. */
const headersOfEveryResponse = new Map([
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Opener-Policy', 'same-origin-allow-popups'],
  ['Permissions-Policy', permissions('()')],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
]);

/**
 * Handles every request before Next does. It rewrites requests to which Next would return 500, or which Next would
 * answer before it calls `proxy.ts`. It also sets the security headers of every response, because neither `proxy.ts`
 * nor `headers` of the configuration applies to Next's own redirects and errors.
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
  { headers, url }: Pick<IncomingMessage, 'headers' | 'url'>,
  response: Pick<ServerResponse, 'setHeader'>,
): void {
  for (const [name, value] of headersOfEveryResponse) response.setHeader(name, value);
  if (isDoor(url ?? '/')) response.setHeader('Permissions-Policy', permissions('(self)'));
  // Only for https: browsers ignore the header on plain http, on which an attacker could have added it.
  const protocols = String(headers['x-forwarded-proto'] ?? '').split(',');
  if (protocols.some((protocol) => protocol.trim().toLowerCase() === 'https')) {
    response.setHeader(
      'Strict-Transport-Security',
      `max-age=${String(aYearInSeconds)}; includeSubDomains`,
    );
  }
}

/** Changes requests that Next cannot handle, in place. Other requests stay unchanged. */
export function makeReadable(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): void {
  // Next converts the request to a fetch `Request`, which does not allow TRACE. Pages refuse both methods.
  if (request.method === 'TRACE') request.method = 'PATCH';
  if (!isPathOfOurs(request.url ?? '/'))
    request.url = isApi(request.url ?? '/') ? '/api' : notFoundPage;
  // Without this header Next returns the whole page. Tabs that were open during an upgrade of Next send such a state.
  if (!isRouterStateReadable(request.headers['next-router-state-tree'])) {
    delete request.headers['next-router-state-tree'];
  }
}

/** The only page that scans codes. */
function isDoor(url: string): boolean {
  return /^\/door(\?|$)/.test(url);
}

function isPathOfOurs(url: string): boolean {
  // `OPTIONS *` concerns the whole server.
  if (url === '*') return false;
  const [path = '/'] = url.split('?');
  try {
    // Next's own error page returns 500 if it is requested by name.
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
