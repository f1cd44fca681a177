'use client';

import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';

import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { createTicket, type TicketDraft } from '@/lib/api/tickets';

import { TicketForm } from './ticket-form';

export function NewTicket() {
  const { go, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect('/tickets/new');

  const send = useCallback(
    async (draft: TicketDraft) => {
      const ticket = await orSignIn(createTicket(draft));
      notifications.show({ message: `“${ticket.title}” is on sale.` });
      go(`/tickets/${ticket.id}`);
    },
    [go, orSignIn],
  );

  return <TicketForm submitLabel="Put on sale" send={send} isLeaving={isGoing} />;
}
