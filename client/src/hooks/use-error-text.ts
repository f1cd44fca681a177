'use client';

import type { ErrorItem } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { errorKey } from '@/lib/error-key';

type Texts = ReturnType<typeof useTranslations<'errors'>>;

/**
 * Says an error in the visitor's language. Of an error with several sentences each has a text; else the code has one.
 * What has neither is shown as the service says it.
 */
export function useErrorText(): (item: ErrorItem) => string {
  const t = useTranslations('errors');
  return useCallback(
    ({ message, code = '' }) => {
      const sentence = errorKey(message);
      const keys = [`sentences.${sentence.key}`, `codes.${code}`];
      const key = keys.find((each) => t.has(each as Parameters<Texts['has']>[0]));
      return key === undefined
        ? t('other', { message })
        : t(key as Parameters<Texts>[0], sentence.numbers);
    },
    [t],
  );
}
