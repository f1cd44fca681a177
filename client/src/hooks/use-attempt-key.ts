'use client';

import { useCallback, useRef } from 'react';

import { ApiError } from '@/lib/api/api-error';

/**
 * Names an attempt, so that a lost answer never makes a second order or payment. The name is kept until there is a
 * definite answer: the next click then asks for the same.
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

/** `crypto.randomUUID` is only there on https and localhost; the shop may be tried on neither. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
