'use client';

import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';

import { useLinkToken } from '@/hooks/use-link-token';
import { useRequest } from '@/hooks/use-request';
import { proveEmail } from '@/lib/api/users';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { LinkButton } from './link-button';

/** Proves an e-mail address by the link of a mail. It asks for a click, because mail scanners open links too. */
export function ProveEmail() {
  const t = useTranslations();
  const token = useLinkToken();
  const [isDone, setIsDone] = useState(false);
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await proveEmail(token ?? '');
      setIsDone(true);
    }, [token]),
  );

  if (isDone) {
    return (
      <Stack role="status">
        <Text>{t('auth.proofDone')}</Text>
        <LinkButton href="/">{t('common.seeTickets')}</LinkButton>
      </Stack>
    );
  }
  if (token === '' || error?.items.some(({ code }) => code === 'LINK_INVALID')) {
    return (
      <Stack role="alert">
        <Text>{t('auth.proofInvalid')}</Text>
        <LinkButton href="/account">{t('auth.toAccount')}</LinkButton>
      </Stack>
    );
  }
  return (
    <Stack>
      <ErrorAlert error={error} />
      <BusyButton
        fullWidth
        isBusy={isBusy}
        disabled={token === undefined}
        onClick={() => void run()}
      >
        {t('auth.confirm')}
      </BusyButton>
    </Stack>
  );
}
