import 'server-only';

import { cookies, headers } from 'next/headers';
import { cache } from 'react';

import { type Locale, localeCookie, localeOf } from '@/lib/locale';

import { readSettings } from './settings';

/** The language of the page that is being made. */
export const currentLocale = cache(async (): Promise<Locale> => {
  const [cookieJar, incoming] = await Promise.all([cookies(), headers()]);
  return localeOf({
    cookie: cookieJar.get(localeCookie)?.value,
    acceptLanguage: incoming.get('accept-language'),
    hasMadeUpLocale: readSettings(process.env).hasMadeUpLocale,
  });
});
