import type { Language } from '@ticketing-dev/common/contracts';
import { createTranslator } from 'next-intl';

import { formatsOf } from '@/lib/format';
import type { PassWords } from '@/lib/server/pass-words';

import en from '../../messages/en.json';
import es from '../../messages/es.json';

/** The words of a pass, without a request. */
export function passWords(locale: Language): PassWords {
  const messages: typeof en = locale === 'es' ? es : en;
  return {
    locale,
    t: createTranslator({ locale, messages, namespace: 'pass' }),
    tickets: createTranslator({ locale, messages, namespace: 'tickets' }),
    formats: formatsOf(locale),
  };
}
