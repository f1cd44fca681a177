import 'server-only';

import { languages } from '@ticketing-dev/common/contracts';

import { ApiError } from '@/lib/api/api-error';
import { http } from '@/lib/api/http';
import { localPath, signInPath, signUpPath } from '@/lib/paths';
import { errorNames } from '@/lib/sign-in-errors';

import { currentCaller } from './caller';
import { currentLocale } from './current-locale';
import { isOfOwnOrigin } from './own-origin';

const kinds = {
  signin: { route: '/api/users/signin', page: signInPath },
  signup: { route: '/api/users/signup', page: signUpPath },
} as const;

/** As in the services. */
const mostBytes = 100_000;

/**
 * Handles the form of a page whose scripts have not run: calls auth as the browser would, passes its cookies on, and
 * leads to the next page. After an error it leads back to the form.
 */
export async function submitCredentials(
  request: Request,
  kind: keyof typeof kinds,
): Promise<Response> {
  const { route, page } = kinds[kind];
  if (!isOfOwnOrigin(request.headers)) return refusal(403);
  if (!(Number(request.headers.get('content-length') || NaN) <= mostBytes)) {
    return refusal(413);
  }
  const form = await request.formData().catch(() => null);
  if (!form) return refusal(400);
  const next = localPath(form.get('next'));
  try {
    const locale = await currentLocale();
    const language = languages.find((each) => each === locale);
    const credentials = { email: form.get('email'), password: form.get('password') };
    const body = { ...credentials, ...(kind === 'signup' && { language }) };
    const { headers } = await http('auth', await currentCaller()).post<unknown>(route, body);
    return goTo(next, headers.getSetCookie());
  } catch (error) {
    return goTo(`${page(next)}${errorQuery(error)}`);
  }
}

function errorQuery(error: unknown): string {
  const names = error instanceof ApiError ? errorNames(error.items) : [];
  return (names.length > 0 ? names : ['UNAVAILABLE']).map((name) => `&error=${name}`).join('');
}

const refusal = (status: number): Response => new Response(null, { status });

/** 303: the browser requests the page by GET. */
function goTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: path, 'Cache-Control': 'no-store' });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}
