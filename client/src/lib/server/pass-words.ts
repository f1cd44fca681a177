import 'server-only';

import type { useTranslations } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';

import type { TicketTexts } from '@/lib/event-and-seat';
import { type Formats, formatsOf } from '@/lib/format';

/** The language of the files of a pass. */
export interface PassWords {
  readonly locale: string;
  readonly t: ReturnType<typeof useTranslations<'pass'>>;
  readonly tickets: TicketTexts;
  readonly formats: Formats;
}

/** In the language of the request. */
export async function currentPassWords(): Promise<PassWords> {
  const [t, tickets] = [await getTranslations('pass'), await getTranslations('tickets')];
  const locale = await getLocale();
  return { locale, t, tickets, formats: formatsOf(locale) };
}
