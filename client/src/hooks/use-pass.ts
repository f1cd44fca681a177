'use client';

import type { PassBody } from '@ticketing-dev/common/contracts';
import { useCallback, useRef } from 'react';
import useSWR from 'swr';

import { type ApiError, toApiError } from '@/lib/api/api-error';
import { showPass } from '@/lib/api/passes';

import { useSignInRedirect } from './use-sign-in-redirect';

/** The pass is issued by an event, a moment after the order is complete. */
const waitMs = 1_000;
const mostWaits = 30;
/** So that the page shows that the pass was used. */
const pollMs = 20_000;

interface Reading {
  /** The newest pass that this page has read. */
  readonly pass: PassBody | null;
  /** Why the last request failed. */
  readonly error: ApiError | null;
}

/** Reads the pass of a completed order. It waits for a new pass, but not without end. */
export function usePass(orderId: string, first: PassBody | null) {
  const orSignIn = useSignInRedirect(`/orders/${orderId}`);
  const last = useRef(first);
  const waits = useRef(0);

  const read = async (): Promise<Reading> => {
    try {
      last.current = await orSignIn(showPass(orderId));
      return { pass: last.current, error: null };
    } catch (cause) {
      const error = toApiError(cause);
      if (error.status === 404) waits.current += 1;
      return { pass: last.current, error };
    }
  };
  const isAwaited = (error: ApiError | null | undefined): boolean =>
    error?.status === 404 && waits.current < mostWaits;

  const { data, mutate, isValidating } = useSWR(`/orders/${orderId}/pass`, read, {
    ...(first && { fallbackData: { pass: first, error: null } }),
    refreshInterval: (reading) => {
      const known = reading?.pass ?? first;
      if (known) return known.state === 'valid' ? pollMs : 0;
      return isAwaited(reading?.error) ? waitMs : 0;
    },
    revalidateOnMount: first === null,
    // SWR would drop polls that are more frequent.
    dedupingInterval: 0,
  });
  const retry = useCallback(async () => {
    waits.current = 0;
    await mutate();
  }, [mutate]);

  const error = data?.error ?? null;
  return {
    pass: data?.pass ?? null,
    error,
    /** Whether the pass is expected to arrive by itself. */
    isAwaited: data === undefined || isAwaited(error),
    retry,
    isBusy: isValidating,
  };
}
