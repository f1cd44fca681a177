'use client';

import type { PaymentBody } from '@ticketing-dev/common/contracts';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';

import { type ApiError, toApiError } from '@/lib/api/api-error';
import { type OrderReading, showOrder } from '@/lib/api/orders';
import { showPayment } from '@/lib/api/payments';
import { isFinal, orderPhase } from '@/lib/order-phase';

import { useServerClock } from './use-server-clock';
import { useSignInRedirect } from './use-sign-in-redirect';

const pollMs = { 'awaiting-payment': 10_000, paying: 1_000, ending: 1_000 } as const;
const tickMs = 250;

/** Rounded down, as the clock may be up to a second behind: better to stop early than to promise too much. */
function wholeSeconds(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1000) * 1000);
}

/** Follows an order until it is final, by the server's clock and the server's word. */
export function useOrder(first: OrderReading, firstPayment: PaymentBody | null) {
  const orderId = first.order.id;
  const orSignIn = useSignInRedirect(`/orders/${orderId}`);
  const { now, setByReading } = useServerClock(first.readAt);
  const [order, setOrder] = useState(first.order);
  const [payment, setPayment] = useState(firstPayment);
  const [lostConnection, setLostConnection] = useState<ApiError | null>(null);
  const [remainingMs, setRemainingMs] = useState(
    wholeSeconds(Date.parse(order.expiresAt) - first.readAt),
  );

  const refresh = useCallback(
    async (hasPayment: boolean) => {
      try {
        const [reading, newestPayment] = await Promise.all([
          orSignIn(showOrder(orderId)),
          hasPayment ? showPayment(orderId) : null,
        ]);
        setByReading(reading.readAt);
        // Two readings may overtake each other; an order never goes back.
        setOrder((before) => (reading.order.version < before.version ? before : reading.order));
        setPayment((before) => newestPayment ?? before);
        setLostConnection(null);
      } catch (error) {
        setLostConnection(toApiError(error));
      }
    },
    [orSignIn, orderId, setByReading],
  );

  const expiresAt = Date.parse(order.expiresAt);
  const phase = orderPhase(order, payment, expiresAt - remainingMs);
  const hasPayment = payment !== null;
  const isSettled = isFinal(phase);
  const pauseMs = phase in pollMs ? pollMs[phase as keyof typeof pollMs] : null;

  const tick = useEffectEvent(() => {
    setRemainingMs(wholeSeconds(expiresAt - now()));
  });

  useEffect(() => {
    setByReading(first.readAt);
  }, [first.readAt, setByReading]);

  useEffect(() => {
    tick();
    if (isSettled) return undefined;
    const timer = setInterval(tick, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, [isSettled, order]);

  useEffect(() => {
    if (pauseMs === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const refreshLater = () => {
      timer = setTimeout(() => {
        void refresh(hasPayment).then(() => {
          if (!isOver) refreshLater();
        });
      }, pauseMs);
    };
    const refreshAtOnce = () => {
      if (document.visibilityState === 'visible') void refresh(hasPayment);
    };

    refreshLater();
    document.addEventListener('visibilitychange', refreshAtOnce);
    window.addEventListener('online', refreshAtOnce);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', refreshAtOnce);
      window.removeEventListener('online', refreshAtOnce);
    };
  }, [hasPayment, pauseMs, refresh]);

  return { order, phase, remainingMs, lostConnection, refresh };
}
