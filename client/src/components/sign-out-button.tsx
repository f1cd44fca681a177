'use client';

import { UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';

import { useSignOut } from '@/hooks/use-sign-out';

export function SignOutButton({ className }: { className: string | undefined }) {
  const { signOut, isBusy, error } = useSignOut();

  useEffect(() => {
    if (!error) return;
    const message = `${error.message} You are still signed in.`;
    notifications.show({ color: 'red', message });
  }, [error]);

  return (
    <UnstyledButton className={className} aria-busy={isBusy} onClick={() => void signOut()}>
      Sign out
    </UnstyledButton>
  );
}
