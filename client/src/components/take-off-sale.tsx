'use client';

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
  const { reload } = useNavigation();
  const orSignIn = useSignInRedirect(`/tickets/${ticketId}`);
  const action = useCallback(async () => {
    await orSignIn(takeOffSale(ticketId));
    reload();
  }, [orSignIn, reload, ticketId]);

  return (
    <ConfirmButton
      label="Take off sale"
      question="Take this ticket off sale?"
      yes="Yes, take it off sale"
      no="Keep it on sale"
      action={action}
    >
      {isHeld
        ? 'Somebody is buying it now. If they pay in time, it is sold. If not, nobody else can buy it.'
        : 'Nobody can buy it any more. To sell it again, you put it on sale as a new ticket.'}
    </ConfirmButton>
  );
}
