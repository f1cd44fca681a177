'use client';

import { Button, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useDialog } from '@/hooks/use-dialog';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { deleteAccount } from '@/lib/api/users';
import { forgetUser } from '@/lib/forget-user';
import { loadPageInPlace } from '@/lib/load-page';

import { BusyButton } from './busy-button';
import { Dialog } from './dialog';
import { ErrorAlert } from './error-alert';
import { PasswordField } from './password-field';

export function DeleteAccount() {
  const t = useTranslations('account');
  const { dialogRef, safeRef, open, close } = useDialog();

  return (
    <Stack align="flex-start">
      <Text>{t('deleteText')}</Text>
      <Button variant="default" onClick={open}>
        {t('delete')}
      </Button>
      <Dialog dialogRef={dialogRef} title={t('deleteQuestion')}>
        <DeletionForm keepRef={safeRef} onKeep={close} />
      </Dialog>
    </Stack>
  );
}

interface FormProps {
  readonly keepRef: RefObject<HTMLButtonElement | null>;
  readonly onKeep: () => void;
}

function DeletionForm({ keepRef, onKeep }: FormProps) {
  const t = useTranslations();
  const orSignIn = useSignInRedirect('/account');
  const { form, onSubmit, isBusy, error } = useApiForm(
    { password: '' },
    useCallback(
      async ({ password }: { password: string }) => {
        await orSignIn(deleteAccount(password));
        await forgetUser();
        loadPageInPlace('/');
      },
      [orSignIn],
    ),
  );

  return (
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack>
        <Text>{t('account.bought')}</Text>
        <ErrorAlert error={error} fields={['password']} />
        <PasswordField
          label={t('common.password')}
          name="password"
          autoComplete="current-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <BusyButton type="submit" color="red.9" isBusy={isBusy}>
          {t('account.deleteYes')}
        </BusyButton>
        <Button ref={keepRef} variant="default" onClick={onKeep}>
          {t('common.keepIt')}
        </Button>
      </Stack>
    </form>
  );
}
