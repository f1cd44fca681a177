'use client';

import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useLinkToken } from '@/hooks/use-link-token';
import { resetPassword } from '@/lib/api/users';
import { forgotPath, signInPath } from '@/lib/paths';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { LinkButton } from './link-button';
import { PasswordField } from './password-field';

/** Chooses a new password by the link of a mail. */
export function ResetPassword() {
  const t = useTranslations();
  const token = useLinkToken();
  const [isDone, setIsDone] = useState(false);
  const { form, onSubmit, isBusy, error } = useApiForm(
    { newPassword: '' },
    useCallback(
      async ({ newPassword }: { newPassword: string }) => {
        await resetPassword(token ?? '', newPassword);
        setIsDone(true);
      },
      [token],
    ),
  );

  if (isDone) {
    return (
      <Stack role="status">
        <Text>{t('auth.resetDone')}</Text>
        <LinkButton href={signInPath('/')}>{t('common.signIn')}</LinkButton>
      </Stack>
    );
  }
  if (token === '' || error?.items.some(({ code }) => code === 'LINK_INVALID')) {
    return (
      <Stack role="alert">
        <Text>{t('auth.resetInvalid')}</Text>
        <LinkButton href={forgotPath}>{t('auth.askLink')}</LinkButton>
      </Stack>
    );
  }
  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack>
        <ErrorAlert error={error} fields={['newPassword']} />
        <PasswordField
          label={t('auth.newPassword')}
          name="newPassword"
          description={t('auth.passwordHelp')}
          autoComplete="new-password"
          key={form.key('newPassword')}
          {...form.getInputProps('newPassword')}
        />
        <BusyButton type="submit" fullWidth isBusy={isBusy} disabled={token === undefined}>
          {t('auth.changePassword')}
        </BusyButton>
      </Stack>
    </form>
  );
}
