'use client';

import { type OrderBody, OrderStatus, type PaymentBody } from '@ticketing-dev/common/contracts';
import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import useSWR from 'swr';

import { type ApiError, toApiError } from '@/lib/api/api-error';
import { type OrderReading, showOrder } from '@/lib/api/orders';
import { showPayment } from '@/lib/api/payments';
import { isFinal, type OrderPhase, orderPhase } from '@/lib/order-phase';

import { useLive } from './use-live';
import { useIsReturning } from './use-is-returning';
import { useServerClock } from './use-server-clock';
import { useSignInRedirect } from './use-sign-in-redirect';

const pollMs: Partial<Record<OrderPhase, number>> = {
  'awaiting-payment': 10_000,
  paying: 1_000,
  ending: 1_000,
};
const tickMs = 250;
/** Ticks are more frequent than this, unless the device or the tab was suspended. */
const suspendedAfterMs = 15_000;

interface Known {
  readonly order: OrderBody;
  readonly payment: PaymentBody | null;
}

/**
 * While the order's stream is live, only a payment can need polling: that a card was refused is published nowhere, and
 * normally the answer to the payment says it.
 */
const livePollMs: Partial<Record<OrderPhase, number>> = { paying: 5_000 };

/** Follows an order until it is final: by its stream, or else by polling. The remaining time follows the server's clock. */
export function useOrder(first: OrderReading, firstPayment: PaymentBody | null) {
  const orderId = first.order.id;
  const orSignIn = useSignInRedirect(`/orders/${orderId}`);
  const isReturning = useIsReturning();
  const { now, setByReading } = useServerClock();
  const [{ order, payment }, keep] = useReducer(newest, { ...first, payment: firstPayment });
  const mayHavePayment = useRef(false);
  const [isOld, setIsOld] = useState(false);
  const tickedAt = useRef(Infinity);
  /** The lower bound of the remaining time; `null` until this browser has read the server's clock itself. */
  const [remainingMs, setRemainingMs] = useState<number | null>(null);

  const expiresAt = Date.parse(order.expiresAt);
  const phase = orderPhase(
    order,
    payment,
    remainingMs === null ? first.readAt : expiresAt - remainingMs,
  );
  const isOpen = !isFinal(phase);

  /** Returns the error instead of throwing it, because SWR stops polling after an error. */
  const read = async (): Promise<ApiError | null> => {
    try {
      const sentAt = performance.now();
      const [reading, newestPayment] = await Promise.all([
        orSignIn(showOrder(orderId)),
        payment || mayHavePayment.current ? showPayment(orderId) : null,
      ]);
      setByReading({ readAt: reading.readAt, sentAt });
      keep({ ...reading, payment: newestPayment });
      setIsOld(false);
      return null;
    } catch (error) {
      return toApiError(error);
    }
  };
  const isLive = useLive(isOpen ? `/api/orders/${orderId}/stream` : null, ({ items }) => {
    for (const item of items) {
      const next = item as OrderBody;
      if (next.version <= order.version) continue;
      keep({ order: next, payment: null });
      void refresh(next.status === OrderStatus.Complete);
    }
  });
  const { data: lostConnection, mutate } = useSWR(`/orders/${orderId}`, read, {
    refreshInterval: (isLive ? livePollMs : pollMs)[phase] ?? 0,
    // A form that is open in a hidden tab stays open, because the order never becomes old there.
    refreshWhenHidden: true,
    refreshWhenOffline: true,
    revalidateOnMount: false,
    revalidateOnFocus: isOpen,
    revalidateOnReconnect: isOpen,
    // SWR would drop polls that are more frequent.
    dedupingInterval: 0,
  });
  const refresh = useCallback(
    async (hasPayment: boolean) => {
      mayHavePayment.current ||= hasPayment;
      await mutate();
    },
    [mutate],
  );

  const onRead = useEffectEvent(() => {
    keep({ ...first, payment: firstPayment });
    setIsOld(false);
    if (isOpen) void mutate();
  });
  const tick = useEffectEvent(() => {
    if (isOpen && Date.now() - tickedAt.current > suspendedAfterMs) {
      setIsOld(true);
      void mutate();
    }
    tickedAt.current = Date.now();
    const time = now();
    if (time !== null) setRemainingMs(Math.max(0, expiresAt - time));
  });

  // The page's data may be new. Its clock reading was made on the server, so this browser makes its own.
  useEffect(() => {
    onRead();
  }, [first, firstPayment]);

  useEffect(() => {
    tick();
    if (!isOpen) return undefined;
    const timer = setInterval(tick, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, [isOpen, order]);

  const isChecking = isOpen && (isReturning || isOld);
  return { order, payment, phase, remainingMs, isChecking, lostConnection, refresh };
}

/** Responses may arrive out of order, so an older version never replaces a newer one. */
function newest(before: Known, { order, payment }: Known): Known {
  const isOlder = order.version < before.order.version;
  return { order: isOlder ? before.order : order, payment: payment ?? before.payment };
}
