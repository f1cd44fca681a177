import { type Language, languages } from '@ticketing-dev/common/contracts';
import Negotiator from 'negotiator';

/** English with every text in brackets: what has none is not translated. Only tests can turn it on. */
export const madeUpLocale = 'en-XA';
export type Locale = Language | typeof madeUpLocale;

export const localeCookie = 'locale';

/** What a request says about the language of its visitor. */
interface Wish {
  readonly cookie: string | undefined;
  readonly acceptLanguage: string | null;
  /** Whether the made-up locale is allowed. */
  readonly hasMadeUpLocale: boolean;
}

/** What the visitor has chosen, else what their browser asks for. */
export function localeOf({ cookie, acceptLanguage, hasMadeUpLocale }: Wish): Locale {
  if (hasMadeUpLocale && cookie === madeUpLocale) return madeUpLocale;
  const chosen = languages.find((language) => language === cookie);
  return chosen ?? preferredLanguage(acceptLanguage);
}

function preferredLanguage(acceptLanguage: string | null): Language {
  const headers = acceptLanguage === null ? {} : { 'accept-language': acceptLanguage };
  const best = new Negotiator({ headers }).language([...languages]);
  return languages.find((language) => language === best) ?? languages[0];
}
