'use client';

import { Button, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { deleteAccount } from '@/lib/api/users';
import { forgetUser } from '@/lib/forget-user';
import { loadPageInPlace } from '@/lib/load-page';

import { ErrorAlert } from './error-alert';
import { PasswordField } from './password-field';

export function DeleteAccount() {
  const [isOpen, { open, close }] = useDisclosure(false);

  return (
    <Stack align="flex-start">
      <Text>
        Your address and your name are erased, and your sessions end. Your unpaid orders are
        cancelled, and your tickets go off sale. This cannot be undone.
      </Text>
      <Button variant="default" onClick={open}>
        Delete my account
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title="Delete your account?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DeletionForm onKeep={close} />
      </Modal>
    </Stack>
  );
}

function DeletionForm({ onKeep }: { onKeep: () => void }) {
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
        <Button type="submit" color="red.9" loading={isBusy}>
          Yes, delete it
        </Button>
        <Button variant="default" onClick={onKeep} data-autofocus>
          Keep it
        </Button>
      </Stack>
    </form>
  );
}
