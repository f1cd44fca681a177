'use client';

import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { useRequest } from '@/hooks/use-request';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { loadOwnData } from '@/lib/api/own-data';
import { saveFile } from '@/lib/save-file';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

export function ExportData() {
  const t = useTranslations('account');
  const orSignIn = useSignInRedirect('/account');
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      const data = await orSignIn(loadOwnData());
      saveFile('ticketing-data.json', `${JSON.stringify(data, null, 2)}\n`);
    }, [orSignIn]),
  );

  return (
    <Stack align="flex-start">
      <Text>{t('exportText')}</Text>
      <ErrorAlert error={error} />
      <BusyButton variant="default" isBusy={isBusy} onClick={() => void run()}>
        {t('export')}
      </BusyButton>
    </Stack>
  );
}
