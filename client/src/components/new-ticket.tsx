'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

import { useDraft } from '@/hooks/use-draft';
import { useNavigation } from '@/hooks/use-navigation';
import { useSignInRedirect } from '@/hooks/use-sign-in-redirect';
import { createTicket, type TicketDraft } from '@/lib/api/tickets';
import { showToast } from '@/lib/toasts';

import { TicketForm } from './ticket-form';

const path = '/tickets/new';

export function NewTicket() {
  const t = useTranslations('sell');
  const { go, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect(path);
  const { kept, keepOnSignIn } = useDraft(path);

  const send = useCallback(
    async (draft: TicketDraft) => {
      const ticket = await keepOnSignIn(draft, orSignIn(createTicket(draft)));
      // Isolates the title, so that a right-to-left title does not reverse the rest of the sentence.
      showToast(t.rich('onSale', { title: ticket.title, b: (text) => <bdi>{text}</bdi> }));
      go(`/tickets/${ticket.id}`);
    },
    [go, keepOnSignIn, orSignIn, t],
  );

  return <TicketForm draft={kept} submitLabel={t('putOnSale')} send={send} isLeaving={isGoing} />;
}
