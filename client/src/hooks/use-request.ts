'use client';

import { useCallback, useRef, useState } from 'react';

import { type ApiError, SignInNeededError, toApiError } from '@/lib/api/api-error';
import { watchRequest } from '@/lib/slow-requests';

interface Options {
  /** The page itself says that the request may take long. */
  readonly saysSo?: boolean;
}

/** Sends one request at a time: further clicks have no effect until the response arrives. */
export function useRequest<Args extends unknown[]>(
  send: (...args: Args) => Promise<void>,
  { saysSo = false }: Options = {},
) {
  const isOnItsWay = useRef(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const run = useCallback(
    async (...args: Args): Promise<void> => {
      if (isOnItsWay.current) return;
      isOnItsWay.current = true;
      setIsBusy(true);
      setError(null);
      const stop = saysSo ? undefined : watchRequest();
      try {
        await send(...args);
      } catch (cause) {
        if (!(cause instanceof SignInNeededError)) setError(toApiError(cause));
      } finally {
        stop?.();
        isOnItsWay.current = false;
        setIsBusy(false);
      }
    },
    [saysSo, send],
  );

  return { run, isBusy, error };
}
