'use client';

import { useCallback } from 'react';

import { useDraft } from '@/hooks/use-draft';
import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { createTicket, type TicketDraft } from '@/lib/api/tickets';
import { showToast } from '@/lib/toasts';

import { TicketForm } from './ticket-form';

const path = '/tickets/new';

export function NewTicket() {
  const { go, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect(path);
  const { kept, keepOnSignIn } = useDraft(path);

  const send = useCallback(
    async (draft: TicketDraft) => {
      const ticket = await keepOnSignIn(draft, orSignIn(createTicket(draft)));
      showToast(<OnSale title={ticket.title} />);
      go(`/tickets/${ticket.id}`);
    },
    [go, keepOnSignIn, orSignIn],
  );

  return <TicketForm draft={kept} submitLabel="Put on sale" send={send} isLeaving={isGoing} />;
}

/** Isolates the title with `bdi`, so that a right-to-left title does not reverse the rest of the sentence. */
function OnSale({ title }: { title: string }) {
  return (
    <>
      “<bdi>{title}</bdi>” is on sale.
    </>
  );
}
