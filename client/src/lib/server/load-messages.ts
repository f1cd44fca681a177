import 'server-only';

import type { Language } from '@ticketing-dev/common/contracts';
import type { Messages } from 'next-intl';

import { type Locale, madeUpLocale } from '@/lib/locale';

import { wrapMessages } from './wrap-messages';

const catalogs: Readonly<Record<Language, () => Promise<{ default: unknown }>>> = {
  en: () => import('../../../messages/en.json'),
  es: () => import('../../../messages/es.json'),
};

/** All texts of the shop in one language. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const { default: messages } = await catalogs[locale === madeUpLocale ? 'en' : locale]();
  return (locale === madeUpLocale ? wrapMessages(messages) : messages) as Messages;
}
