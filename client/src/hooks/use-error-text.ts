'use client';

import type { ErrorItem } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

type Texts = ReturnType<typeof useTranslations<'errors'>>;

/**
 * Says an error in the visitor's language. Of an error with several sentences each has a text; else the code has one.
 * What has neither is shown as the service says it.
 */
export function useErrorText(): (item: ErrorItem) => string {
  const t = useTranslations('errors');
  return useCallback(
    ({ message, code = '' }) => {
      const keys = [`sentences.${keyOf(message)}`, `codes.${code}`];
      const key = keys.find((each) => t.has(each as Parameters<Texts['has']>[0]));
      return key === undefined
        ? t('other', { message })
        : t(key as Parameters<Texts>[0], { message });
    },
    [t],
  );
}

/** `Email must be valid` → `email-must-be-valid` */
const keyOf = (sentence: string): string =>
  sentence
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
