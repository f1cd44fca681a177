import 'server-only';

import type { Metadata } from 'next';
import type { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';

type MessageKey = Parameters<ReturnType<typeof useTranslations<never>>>[0];

/** The metadata of a page that has only a title. */
export const titleOf = (key: MessageKey) => async (): Promise<Metadata> => ({
  title: (await getTranslations())(key),
});
