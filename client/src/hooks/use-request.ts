'use client';

import { useCallback, useRef, useState } from 'react';

import { type ApiError, toApiError } from '@/lib/api/api-error';

/** Sends one request at a time: further clicks have no effect until the response arrives. */
export function useRequest<Args extends unknown[]>(send: (...args: Args) => Promise<void>) {
  const isOnItsWay = useRef(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const run = useCallback(
    async (...args: Args): Promise<void> => {
      if (isOnItsWay.current) return;
      isOnItsWay.current = true;
      setIsBusy(true);
      setError(null);
      try {
        await send(...args);
      } catch (cause) {
        setError(toApiError(cause));
      } finally {
        isOnItsWay.current = false;
        setIsBusy(false);
      }
    },
    [send],
  );

  return { run, isBusy, error };
}
