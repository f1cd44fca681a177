'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';

import { useErrorText } from '@/hooks/use-error-text';
import { useSignOut } from '@/hooks/use-sign-out';
import { showToast } from '@/lib/toasts';

export function SignOutButton({ className }: { className: string | undefined }) {
  const t = useTranslations();
  const errorText = useErrorText();
  const { signOut, isBusy, error } = useSignOut();

  useEffect(() => {
    if (!error) return;
    const [item] = error.items;
    const text = item ? errorText(item) : '';
    showToast(t('shell.stillSignedIn', { error: text }), { tone: 'error' });
  }, [error, errorText, t]);

  return (
    <UnstyledButton className={className} aria-busy={isBusy} onClick={() => void signOut()}>
      {t('common.signOut')}
    </UnstyledButton>
  );
}
