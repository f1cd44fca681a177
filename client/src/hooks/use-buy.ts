'use client';

import { useCallback, useRef } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { createOrder } from '@/lib/api/orders';

import { useNavigation } from './use-navigation';
import { useRequest } from './use-request';
import { useSignInRedirect } from './use-sign-in-redirect';

/** A ticket reaches the orders service a moment after it was put on sale. */
const notThereYet = { tries: 5, pauseMs: 800 };

/** Buys a ticket: holds it and goes to the order. */
export function useBuy(ticketId: string) {
  const { go, reload, isGoing } = useNavigation();
  const orSignIn = useSignInRedirect(`/tickets/${ticketId}`);
  const purchaseKey = useRef<string | null>(null);

  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      // Kept until there is a definite answer: the next click then asks for the same order.
      const key = (purchaseKey.current ??= newKey());
      try {
        const order = await orSignIn(untilThere(() => createOrder(ticketId, key)));
        go(`/orders/${order.id}`);
      } catch (cause) {
        if (cause instanceof ApiError && cause.isOutcomeUnknown) throw cause;
        purchaseKey.current = null;
        reload();
        throw cause;
      }
    }, [go, orSignIn, reload, ticketId]),
  );

  return { buy: run, isBusy: isBusy || isGoing, error };
}

/** `crypto.randomUUID` is only there on https and localhost; the shop may be tried on neither. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
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
