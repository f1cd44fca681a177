'use client';

import { Button, Stack, Text } from '@mantine/core';
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
  const { dialogRef, safeRef, open, close } = useDialog();

  return (
    <Stack align="flex-start">
      <Text>
        Your address and your name are erased, and your sessions end. Your unpaid orders are
        cancelled, and your tickets go off sale. This cannot be undone.
      </Text>
      <Button variant="default" onClick={open}>
        Delete my account
      </Button>
      <Dialog dialogRef={dialogRef} title="Delete your account?">
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
        <Text>Tickets that you bought stay bought, but you can no longer open them here.</Text>
        <ErrorAlert error={error} fields={['password']} />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <BusyButton type="submit" color="red.9" isBusy={isBusy}>
          Yes, delete it
        </BusyButton>
        <Button ref={keepRef} variant="default" onClick={onKeep}>
          Keep it
        </Button>
      </Stack>
    </form>
  );
}
