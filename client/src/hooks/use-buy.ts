'use client';

import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { createOrder } from '@/lib/api/orders';
import { untilThere } from '@/lib/api/until-there';
import { rememberSeenPrice } from '@/lib/seen-price';

import { useAttemptKey } from './use-attempt-key';
import { useNavigation } from './use-navigation';
import { useRequest } from './use-request';
import { useSignInRedirect } from './use-sign-in-redirect';

const tooLate = {
  id: 'too-late',
  color: 'yellow',
  autoClose: false,
  title: 'You were a moment too late',
  message: 'Somebody else has just reserved this ticket. You were not charged.',
} as const;

/** Reserves a ticket and opens the order, which shows whether the price has changed since the page was loaded. */
export function useBuy(ticketId: string, seenPrice: number) {
  const { go, reload, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect(`/tickets/${ticketId}`);
  const attempt = useAttemptKey();

  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      try {
        const order = await orSignIn(
          untilThere(() => attempt((key) => createOrder(ticketId, key))),
        );
        if (order.ticket.price !== seenPrice) rememberSeenPrice(order.id, seenPrice);
        go(`/orders/${order.id}`);
      } catch (cause) {
        if (!(cause instanceof ApiError && cause.isOutcomeUnknown)) reload();
        // The button, and the error beside it, disappear when the reloaded page shows the reserved ticket.
        if (isTaken(cause)) notifications.show(tooLate);
        throw cause;
      }
    }, [attempt, go, orSignIn, reload, seenPrice, ticketId]),
  );

  return { buy: run, isBusy: isBusy || isGoing, error };
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.items.some(({ code }) => code === 'TICKET_RESERVED');
}
