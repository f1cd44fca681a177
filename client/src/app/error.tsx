'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';

import { PageMessage } from '@/components/page-message';

/** Does not show the error's text, because it may contain details that visitors should not see. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  const t = useTranslations();
  return (
    <PageMessage
      isPageTitle
      title={t('shell.errorTitle')}
      action={<Button onClick={retry}>{t('common.tryAgain')}</Button>}
    >
      {t('shell.errorText')}
    </PageMessage>
  );
}
