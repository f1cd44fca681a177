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
/** Polls are more frequent than this, unless the device or the tab was suspended. */
const oldAfterMs = 15_000;

/** Polls an order until it is final. The remaining time follows the server's clock. */
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
  /** The lower bound of the remaining time; `null` until this browser has read the server's clock itself. */
  const [remainingMs, setRemainingMs] = useState<number | null>(null);

  // Responses may arrive out of order, so an older version never replaces a newer one.
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

  // The page's data may be new. Its clock reading was made on the server, so this browser makes its own.
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
    const refreshNow = () => {
      onVisible();
    };

    refreshLater();
    document.addEventListener('visibilitychange', refreshNow);
    window.addEventListener('online', refreshNow);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', refreshNow);
      window.removeEventListener('online', refreshNow);
    };
  }, [hasPayment, pauseMs, refresh]);

  const isChecking = !isSettled && (isReturning || isOld);
  return { order, phase, remainingMs, isChecking, lostConnection, refresh };
}
