'use client';

import { UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';

import { useSignOut } from '@/hooks/use-sign-out';
import { showToast } from '@/lib/toasts';

export function SignOutButton({ className }: { className: string | undefined }) {
  const { signOut, isBusy, error } = useSignOut();

  useEffect(() => {
    if (!error) return;
    showToast(`${error.message} You are still signed in.`, { tone: 'error' });
  }, [error]);

  return (
    <UnstyledButton className={className} aria-busy={isBusy} onClick={() => void signOut()}>
      Sign out
    </UnstyledButton>
  );
}
