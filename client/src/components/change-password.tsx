'use client';

import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { changePassword } from '@/lib/api/users';
import { showToast } from '@/lib/toasts';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { PasswordField } from './password-field';

interface Passwords {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** A new form after each change, so that its fields are empty. */
export function ChangePassword() {
  const [changes, setChanges] = useState(0);
  const onDone = useCallback(() => {
    setChanges((count) => count + 1);
  }, []);
  return <PasswordForm key={changes} onDone={onDone} />;
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations();
  const orSignIn = useSignInRedirect('/account');
  const { form, onSubmit, isBusy, error } = useApiForm<{
    currentPassword: string;
    newPassword: string;
  }>(
    { currentPassword: '', newPassword: '' },
    useCallback(
      async (passwords: Passwords) => {
        await orSignIn(changePassword(passwords));
        showToast(t('account.passwordChanged'));
        onDone();
      },
      [onDone, orSignIn, t],
    ),
  );

  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack align="flex-start">
        <ErrorAlert error={error} fields={['currentPassword', 'newPassword']} />
        <PasswordField
          w="100%"
          label={t('account.currentPassword')}
          name="currentPassword"
          autoComplete="current-password"
          key={form.key('currentPassword')}
          {...form.getInputProps('currentPassword')}
        />
        <PasswordField
          w="100%"
          label={t('auth.newPassword')}
          name="newPassword"
          description={t('auth.passwordHelp')}
          autoComplete="new-password"
          key={form.key('newPassword')}
          {...form.getInputProps('newPassword')}
        />
        <BusyButton type="submit" variant="default" isBusy={isBusy}>
          {t('auth.changePassword')}
        </BusyButton>
      </Stack>
    </form>
  );
}
