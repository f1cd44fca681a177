import { type NextRequest, NextResponse } from 'next/server';

import { contentSecurityPolicy } from '@/lib/content-security-policy';
import { languagePath } from '@/lib/paths';

const methods = 'GET, HEAD, OPTIONS';
/** The forms that work before the scripts of their page have run. */
const forms: readonly string[] = ['/auth/signin/submit', '/auth/signup/submit', languagePath];

/**
 * Refuses methods other than GET, HEAD and OPTIONS, because Next would answer any method with the page. Only forms have
 * POST. Sets the page's policy: Next reads the nonce from the request's header and adds it to its scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.method === 'OPTIONS') {
    return new NextResponse(null, { status: 204, headers: { Allow: methods } });
  }
  const isForm = request.method === 'POST' && forms.includes(request.nextUrl.pathname);
  if (!isForm && request.method !== 'GET' && request.method !== 'HEAD') {
    return new NextResponse('Method Not Allowed', { status: 405, headers: { Allow: methods } });
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');

  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  // The same address has a page in each language.
  response.headers.append('Vary', 'Accept-Language, Cookie');
  return response;
}

export const config = {
  matcher: ['/((?!api/|_next/static/|icon\\.svg$).*)'],
};
