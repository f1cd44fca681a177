'use client';

import { Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { changeName } from '@/lib/api/users';
import { showToast } from '@/lib/toasts';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';

export function PublicName({ name }: { name: string }) {
  const t = useTranslations('account');
  const { reload, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect('/account');
  const { form, onSubmit, isBusy, error } = useApiForm(
    { name },
    useCallback(
      async (typed: { name: string }) => {
        await orSignIn(changeName(typed.name));
        showToast(t('nameSaved'));
        reload();
      },
      [orSignIn, reload, t],
    ),
  );

  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack align="flex-start">
        <ErrorAlert error={error} fields={['name']} />
        <TextInput
          w="100%"
          label={t('name')}
          description={t('nameHelp')}
          name="name"

          autoComplete="nickname"
          maxLength={60}
          dir="auto"
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <BusyButton type="submit" variant="default" isBusy={isBusy || isGoing}>
          {t('saveName')}
        </BusyButton>
      </Stack>
    </form>
  );
}
