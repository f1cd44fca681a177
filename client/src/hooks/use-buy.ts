'use client';

import { useCallback } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { createOrder } from '@/lib/api/orders';

import { useAttemptKey } from './use-attempt-key';
import { useNavigation } from './use-navigation';
import { useRequest } from './use-request';
import { useSignInRedirect } from './use-sign-in-redirect';

/** A ticket reaches the orders service a moment after it was put on sale. */
const notThereYet = { tries: 5, pauseMs: 800 };

/** Buys a ticket: holds it and goes to the order. */
export function useBuy(ticketId: string) {
  const { go, reload, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect(`/tickets/${ticketId}`);
  const attempt = useAttemptKey();

  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      try {
        const order = await attempt((key) =>
          orSignIn(untilThere(() => createOrder(ticketId, key))),
        );
        go(`/orders/${order.id}`);
      } catch (cause) {
        if (!(cause instanceof ApiError && cause.isOutcomeUnknown)) reload();
        throw cause;
      }
    }, [attempt, go, orSignIn, reload, ticketId]),
  );

  return { buy: run, isBusy: isBusy || isGoing, error };
}

async function untilThere<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      const isNotThere = error instanceof ApiError && error.status === 404;
      if (!isNotThere || tries === notThereYet.tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, notThereYet.pauseMs));
    }
  }
}
