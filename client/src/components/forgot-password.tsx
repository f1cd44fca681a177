'use client';

import { Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { askPasswordReset } from '@/lib/api/users';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

/** Asks for a mail with a link. It says the same whether the address has an account or not. */
export function ForgotPassword() {
  const t = useTranslations();
  const [isAsked, setIsAsked] = useState(false);
  const { form, onSubmit, isBusy, error } = useApiForm(
    { email: '' },
    useCallback(async ({ email }: { email: string }) => {
      await askPasswordReset(email);
      setIsAsked(true);
    }, []),
  );

  if (isAsked) {
    return <Text role="status">{t('auth.mailSent')}</Text>;
  }
  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack>
        <ErrorAlert error={error} fields={['email']} />
        <TextInput
          label={t('common.email')}
          name="email"
          type="email"

          autoComplete="email"
          required
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <BusyButton type="submit" fullWidth isBusy={isBusy}>
          {t('auth.sendLink')}
        </BusyButton>
      </Stack>
    </form>
  );
}
