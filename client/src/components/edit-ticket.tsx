'use client';

import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';

import { useDraft } from '@/hooks/use-draft';
import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { draftOf, type TicketDraft, updateTicket } from '@/lib/api/tickets';
import { showToast } from '@/lib/toasts';

import { TicketForm } from './ticket-form';

export function EditTicket({ ticket }: { ticket: TicketBody }) {
  const t = useTranslations('sell');
  const { reload, isGoing } = useNavigation();
  const path = `/tickets/${ticket.id}`;
  // Not the path alone: it would say that the user signs in to buy the ticket.
  const orSignIn = useSignInRedirect(`${path}#edit`);
  const { kept, keepOnSignIn } = useDraft(path);
  const initial = useMemo(() => draftOf(ticket), [ticket]);

  const send = useCallback(
    async (draft: TicketDraft) => {
      await keepOnSignIn(draft, orSignIn(updateTicket(ticket.id, draft, initial)));
      showToast(t('saved'));
      reload();
    },
    [initial, keepOnSignIn, orSignIn, reload, t, ticket.id],
  );

  return (
    <TicketForm
      initial={initial}
      draft={kept}
      submitLabel={t('save')}
      send={send}
      isLeaving={isGoing}
    />
  );
}
