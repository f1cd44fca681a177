'use client';

import { Stack, Text, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { askPasswordReset } from '@/lib/api/users';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

/** Asks for a mail with a link. It says the same whether the address has an account or not. */
export function ForgotPassword() {
  const [isAsked, setIsAsked] = useState(false);
  const { form, onSubmit, isBusy, error } = useApiForm(
    { email: '' },
    useCallback(async ({ email }: { email: string }) => {
      await askPasswordReset(email);
      setIsAsked(true);
    }, []),
  );

  if (isAsked) {
    return (
      <Text role="status">
        If this address has an account, a mail with a link is on its way. The link works for an
        hour. Look into your spam folder too.
      </Text>
    );
  }
  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack>
        <ErrorAlert error={error} fields={['email']} />
        <TextInput
          label="Email"
          name="email"
          type="email"

          autoComplete="email"
          required
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <BusyButton type="submit" fullWidth isBusy={isBusy}>
          Send me a link
        </BusyButton>
      </Stack>
    </form>
  );
}
