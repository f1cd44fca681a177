'use client';

import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { useRequest } from '@/hooks/use-request';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { signOutEverywhere } from '@/lib/api/users';
import { forgetUser } from '@/lib/forget-user';
import { loadPageInPlace } from '@/lib/load-page';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

export function SignOutEverywhere() {
  const t = useTranslations('account');
  const orSignIn = useSignInRedirect('/account');
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await orSignIn(signOutEverywhere());
      await forgetUser();
      loadPageInPlace('/');
    }, [orSignIn]),
  );

  return (
    <Stack align="flex-start">
      <Text>{t('everywhereText')}</Text>
      <ErrorAlert error={error} />
      <BusyButton variant="default" isBusy={isBusy} onClick={() => void run()}>
        {t('everywhere')}
      </BusyButton>
    </Stack>
  );
}
