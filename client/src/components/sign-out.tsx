'use client';

import { Group, Loader, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

import { useIsReturning } from '@/hooks/use-is-returning';
import { useSignOut } from '@/hooks/use-sign-out';
import { pageLoad } from '@/lib/page-load';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { PageTitle } from './page-title';

/**
 * Signs the user out. It asks first if the user came by Back, or from another site.
 *
 * @param isForeign whether a link of another site led here
 */
export function SignOut({ isForeign }: { isForeign: boolean }) {
  const t = useTranslations();
  const { signOut, isBusy, error } = useSignOut();
  const isReturning = useIsReturning();
  // Decided once, when the page opens. It is null until the code runs in the browser.
  const [asks, setAsks] = useState<boolean | null>(isForeign || isReturning ? true : null);

  useEffect(() => {
    if (asks !== null) return;
    const isBack = pageLoad()?.type === 'back_forward';
    setAsks(isBack);
    if (!isBack) void signOut();
  }, [asks, signOut]);

  if (asks || error) {
    return (
      <Stack align="flex-start" gap="lg">
        <PageTitle title={t('auth.signOutTitle')} />
        <ErrorAlert error={error} />
        <Text>{t('auth.stillIn')}</Text>
        <BusyButton isBusy={isBusy} onClick={() => void signOut()}>
          {t(error ? 'common.tryAgain' : 'common.signOut')}
        </BusyButton>
      </Stack>
    );
  }
  return (
    <Stack gap="lg">
      <PageTitle title={t('auth.signingOut')} />
      <Group role="status">
        <Loader size="sm" />
        <Text>{t('auth.moment')}</Text>
      </Group>
    </Stack>
  );
}
