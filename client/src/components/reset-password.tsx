'use client';

import { Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useLinkToken } from '@/hooks/use-link-token';
import { resetPassword } from '@/lib/api/users';
import { forgotPath, signInPath } from '@/lib/paths';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { LinkButton } from './link-button';
import { newPasswordHelp, PasswordField } from './password-field';

/** Chooses a new password by the link of a mail. */
export function ResetPassword() {
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
        <Text>Your password is changed, and you are signed out everywhere.</Text>
        <LinkButton href={signInPath('/')}>Sign in</LinkButton>
      </Stack>
    );
  }
  if (token === '' || error?.items.some(({ code }) => code === 'LINK_INVALID')) {
    return (
      <Stack role="alert">
        <Text>This link is not valid any more. A link works once, and for an hour.</Text>
        <LinkButton href={forgotPath}>Ask for a new link</LinkButton>
      </Stack>
    );
  }
  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack>
        <ErrorAlert error={error} fields={['newPassword']} />
        <PasswordField
          label="New password"
          name="newPassword"
          description={newPasswordHelp}
          autoComplete="new-password"
          key={form.key('newPassword')}
          {...form.getInputProps('newPassword')}
        />
        <BusyButton type="submit" fullWidth isBusy={isBusy} disabled={token === undefined}>
          Change the password
        </BusyButton>
      </Stack>
    </form>
  );
}
