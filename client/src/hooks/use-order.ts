'use client';

import type { PaymentBody } from '@ticketing-dev/common/contracts';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';

import { type ApiError, toApiError } from '@/lib/api/api-error';
import { type OrderReading, showOrder } from '@/lib/api/orders';
import { showPayment } from '@/lib/api/payments';
import { isFinal, orderPhase } from '@/lib/order-phase';

import { useIsReturning } from './use-is-returning';
import { useServerClock } from './use-server-clock';
import { useSignInRedirect } from './use-sign-in-redirect';

const pollMs = { 'awaiting-payment': 10_000, paying: 1_000, ending: 1_000 } as const;
const tickMs = 250;
/** Polls come more often than that, unless the device slept or the tab was put to sleep. */
const oldAfterMs = 15_000;

/** Follows an order until it is final, by the server's clock and the server's word. */
export function useOrder(first: OrderReading, firstPayment: PaymentBody | null) {
  const orderId = first.order.id;
  const orSignIn = useSignInRedirect(`/orders/${orderId}`);
  const isReturning = useIsReturning();
  const { now, setByReading } = useServerClock();
  const [order, setOrder] = useState(first.order);
  const [payment, setPayment] = useState(firstPayment);
  const [lostConnection, setLostConnection] = useState<ApiError | null>(null);
  const [isOld, setIsOld] = useState(false);
  const readAtMs = useRef<number | null>(null);
  /** What is left at the least; `null` until this browser has read the server's clock itself. */
  const [remainingMs, setRemainingMs] = useState<number | null>(null);

  // Two readings may overtake each other; an order never goes back.
  const keep = useCallback((order: OrderReading['order'], payment: PaymentBody | null) => {
    setOrder((before) => (order.version < before.version ? before : order));
    setPayment((before) => payment ?? before);
    setIsOld(false);
    readAtMs.current = Date.now();
  }, []);

  const refresh = useCallback(
    async (hasPayment: boolean) => {
      try {
        const sentAt = performance.now();
        const [reading, newestPayment] = await Promise.all([
          orSignIn(showOrder(orderId)),
          hasPayment ? showPayment(orderId) : null,
        ]);
        setByReading({ readAt: reading.readAt, sentAt });
        keep(reading.order, newestPayment);
        setLostConnection(null);
      } catch (error) {
        setLostConnection(toApiError(error));
      }
    },
    [keep, orSignIn, orderId, setByReading],
  );

  const expiresAt = Date.parse(order.expiresAt);
  const phase = orderPhase(
    order,
    payment,
    remainingMs === null ? first.readAt : expiresAt - remainingMs,
  );
  const hasPayment = payment !== null;
  const isSettled = isFinal(phase);
  const pauseMs = phase in pollMs ? pollMs[phase as keyof typeof pollMs] : null;

  const tick = useEffectEvent(() => {
    const time = now();
    if (time !== null) setRemainingMs(Math.max(0, expiresAt - time));
  });
  const onRead = useEffectEvent(() => {
    keep(first.order, firstPayment);
    if (!isSettled) void refresh(hasPayment);
  });
  const onVisible = useEffectEvent(() => {
    if (document.visibilityState !== 'visible') return;
    if (Date.now() - (readAtMs.current ?? 0) > oldAfterMs) setIsOld(true);
    void refresh(hasPayment);
  });

  // The page may have been read anew. Its clock is the server's at another time: ask for this browser's own reading.
  useEffect(() => {
    onRead();
  }, [first, firstPayment]);

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
      onVisible();
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

  const isChecking = !isSettled && (isReturning || isOld);
  return { order, phase, remainingMs, isChecking, lostConnection, refresh };
}
