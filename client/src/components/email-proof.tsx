'use client';

import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';

import { useRequest } from '@/hooks/use-request';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { askEmailProof } from '@/lib/api/users';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

export function EmailProof({ isProven }: { isProven: boolean }) {
  const t = useTranslations();
  const [isAsked, setIsAsked] = useState(false);
  const orSignIn = useSignInRedirect('/account');
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await orSignIn(askEmailProof());
      setIsAsked(true);
    }, [orSignIn]),
  );

  if (isProven) return <Text c="dimmed">{t('account.proven')}</Text>;
  if (isAsked) {
    return <Text role="status">{t('account.proofSent')}</Text>;
  }
  return (
    <Stack>
      <ErrorAlert error={error} />
      <Group>
        <Text c="dimmed">{t('account.notProven')}</Text>
        <BusyButton variant="default" isBusy={isBusy} onClick={() => void run()}>
          {t('auth.sendLink')}
        </BusyButton>
      </Group>
    </Stack>
  );
}
