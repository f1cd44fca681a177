import 'server-only';

import { languages } from '@ticketing-dev/common/contracts';

import { changeLanguage } from '@/lib/api/users';
import { localeCookie } from '@/lib/locale';
import { localPath } from '@/lib/paths';

import { currentCaller } from './caller';
import { isOfOwnOrigin } from './own-origin';

const aYearInSeconds = 365 * 24 * 60 * 60;
/** The form has one short field. */
const mostBytes = 1_000;

/** Handles the form of the languages: sets the cookie, and leads back to the page. Mails follow it too. */
export async function chooseLanguage(request: Request): Promise<Response> {
  if (!isOfOwnOrigin(request.headers)) return new Response(null, { status: 403 });
  if (!(Number(request.headers.get('content-length') || NaN) <= mostBytes)) {
    return new Response(null, { status: 413 });
  }
  const form = await request.formData().catch(() => null);
  const chosen = languages.find((language) => language === form?.get('language'));
  if (!chosen) return new Response(null, { status: 400 });
  // A visitor has no account, and the pages are in the language also if auth is away.
  await changeLanguage(chosen, await currentCaller()).catch(() => undefined);
  const cookie = [
    `${localeCookie}=${chosen}`,
    'Path=/',
    `Max-Age=${String(aYearInSeconds)}`,
    'SameSite=Lax',
    ...(isHttps(request) ? ['Secure'] : []),
  ].join('; ');
  const headers = { Location: pageBefore(request), 'Set-Cookie': cookie };
  return new Response(null, { status: 303, headers: { ...headers, 'Cache-Control': 'no-store' } });
}

/** The last proxy is the one that we know. */
const isHttps = ({ headers }: Request): boolean =>
  headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https';

/** The page of the form. Its origin is this shop, because the form's is. */
function pageBefore(request: Request): string {
  const referrer = request.headers.get('referer') ?? '';
  if (!URL.canParse(referrer)) return '/';
  const { pathname, search } = new URL(referrer);
  return localPath(pathname + search);
}
