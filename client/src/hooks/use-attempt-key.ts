'use client';

import { useCallback, useRef } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { newKey } from '@/lib/new-key';

/**
 * An idempotency key, so that a lost response never leads to a second order or payment. The key stays the same until
 * there is a definite response, so the next click repeats the same attempt. After a definite response, such as 404, the
 * services would only repeat it.
 */
export function useAttemptKey() {
  const current = useRef<string | null>(null);
  return useCallback(async <T>(send: (key: string) => Promise<T>): Promise<T> => {
    try {
      const answer = await send((current.current ??= newKey()));
      current.current = null;
      return answer;
    } catch (error) {
      if (!(error instanceof ApiError && error.isOutcomeUnknown)) current.current = null;
      throw error;
    }
  }, []);
}
