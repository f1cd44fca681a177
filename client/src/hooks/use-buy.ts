'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect } from 'react';

import { ApiError, SignInNeededError } from '@/lib/api/api-error';
import { createOrder } from '@/lib/api/orders';
import { untilThere } from '@/lib/api/until-there';
import { rememberSeenPrice } from '@/lib/seen-price';
import { showToast } from '@/lib/toasts';
import { rememberWanted, takeWanted } from '@/lib/wanted-ticket';

import { useAttemptKey } from './use-attempt-key';
import { useNavigation } from './use-navigation';
import { useRequest } from './use-request';
import { useSignInRedirect } from './use-sign-in-redirect';

interface Wish {
  readonly ticketId: string;
  readonly price: number;
  readonly isSignedIn: boolean;
}

/**
 * Reserves a ticket and opens the order, which shows whether the price has changed since the page was loaded. A visitor
 * who pressed *Buy* signs in first, and then the ticket is reserved without another click.
 */
export function useBuy({ ticketId, price, isSignedIn }: Wish) {
  const t = useTranslations('ticket');
  const { go, reload, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect(`/tickets/${ticketId}`);
  const attempt = useAttemptKey();

  const { run, isBusy, error } = useRequest(
    useCallback(
      async (seenPrice: number) => {
        try {
          const order = await orSignIn(
            untilThere(() => attempt((key) => createOrder(ticketId, key))),
          );
          if (order.ticket.price !== seenPrice) rememberSeenPrice(order.id, seenPrice);
          go(`/orders/${order.id}`);
        } catch (cause) {
          if (cause instanceof SignInNeededError) rememberWanted(ticketId, seenPrice);
          else if (!(cause instanceof ApiError && cause.isOutcomeUnknown)) reload();
          // The button, and the error beside it, disappear when the reloaded page shows the reserved ticket.
          if (isTaken(cause))
            showToast(t('tooLate'), { name: 'too-late', tone: 'warning', stays: true });
          throw cause;
        }
      },
      [attempt, go, orSignIn, reload, t, ticketId],
    ),
  );

  useEffect(() => {
    if (!isSignedIn) return;
    const seenPrice = takeWanted(ticketId);
    if (seenPrice !== null) void run(seenPrice);
  }, [isSignedIn, run, ticketId]);

  return { buy: () => run(price), isBusy: isBusy || isGoing, error };
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.items.some(({ code }) => code === 'TICKET_RESERVED');
}
