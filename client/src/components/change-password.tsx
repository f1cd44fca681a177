'use client';

import { Stack } from '@mantine/core';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { changePassword } from '@/lib/api/users';
import { showToast } from '@/lib/toasts';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { newPasswordHelp, PasswordField } from './password-field';

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
  const orSignIn = useSignInRedirect('/account');
  const { form, onSubmit, isBusy, error } = useApiForm<{
    currentPassword: string;
    newPassword: string;
  }>(
    { currentPassword: '', newPassword: '' },
    useCallback(
      async (passwords: Passwords) => {
        await orSignIn(changePassword(passwords));
        showToast('Your password is changed. Other sessions are ended.');
        onDone();
      },
      [onDone, orSignIn],
    ),
  );

  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack align="flex-start">
        <ErrorAlert error={error} fields={['currentPassword', 'newPassword']} />
        <PasswordField
          w="100%"
          label="Current password"
          name="currentPassword"
          autoComplete="current-password"
          key={form.key('currentPassword')}
          {...form.getInputProps('currentPassword')}
        />
        <PasswordField
          w="100%"
          label="New password"
          name="newPassword"
          description={newPasswordHelp}
          autoComplete="new-password"
          key={form.key('newPassword')}
          {...form.getInputProps('newPassword')}
        />
        <BusyButton type="submit" variant="default" isBusy={isBusy}>
          Change the password
        </BusyButton>
      </Stack>
    </form>
  );
}
