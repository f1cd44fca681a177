'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { takeOffSale } from '@/lib/api/tickets';

import { ConfirmButton } from './confirm-button';

interface Props {
  readonly ticketId: string;
  /** Whether somebody is buying the ticket now. */
  readonly isHeld: boolean;
}

export function TakeOffSale({ ticketId, isHeld }: Props) {
  const t = useTranslations('ticket');
  const { reload } = useNavigation();
  const orSignIn = useSignInRedirect(`/tickets/${ticketId}`);
  const action = useCallback(async () => {
    await orSignIn(takeOffSale(ticketId));
    reload();
  }, [orSignIn, reload, ticketId]);

  return (
    <ConfirmButton
      label={t('takeOff')}
      question={t('takeOffQuestion')}
      yes={t('takeOffYes')}
      no={t('takeOffNo')}
      action={action}
    >
      {t(isHeld ? 'takeOffHeld' : 'takeOffText')}
    </ConfirmButton>
  );
}
