'use client';

import { useCallback } from 'react';

import { createPayment } from '@/lib/api/payments';
import { untilThere } from '@/lib/api/until-there';

import { useAttemptKey } from './use-attempt-key';
import { useRequest } from './use-request';

/**
 * Pays for an order, then reads the order again after any response or none, because only the order is authoritative.
 */
export function usePay(orderId: string, refresh: (hasPayment: boolean) => Promise<void>) {
  const attempt = useAttemptKey();
  const { run, isBusy, error } = useRequest(
    useCallback(
      async (token: string) => {
        try {
          await untilThere(() => attempt((key) => createPayment(orderId, token, key)));
        } finally {
          await refresh(true);
        }
      },
      [attempt, orderId, refresh],
    ),
    { saysSo: true },
  );
  return { pay: run, isPaying: isBusy, payError: error };
}
