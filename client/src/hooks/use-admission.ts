'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

import { type ApiError, toApiError } from '@/lib/api/api-error';
import { type DoorDesk, noAnswer, type Verdict } from '@/lib/door/door-desk';

const pauseMs = 2_000;

export type Shown =
  | { readonly name: 'asking'; readonly isLost: boolean }
  | { readonly name: 'verdict'; readonly verdict: Verdict }
  | { readonly name: 'error'; readonly error: ApiError };

/** Checks one code at a time. Without an answer it asks the same question again, until there is one. */
export function useAdmission(desk: DoorDesk, onDone: () => void) {
  const [shown, setShown] = useState<Shown | null>(null);
  const isBusy = useRef(false);
  const isStopped = useRef(false);

  const ask = useCallback(
    async (code: string): Promise<Shown | null> => {
      for (;;) {
        try {
          const verdict = await desk.admit(code);
          if (verdict !== noAnswer) return { name: 'verdict', verdict };
        } catch (cause) {
          return { name: 'error', error: toApiError(cause) };
        }
        setShown({ name: 'asking', isLost: true });
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        // Only here: an answer that has arrived is always shown.
        if (isStopped.current) return null;
      }
    },
    [desk],
  );

  const check = useCallback(
    async (code: string) => {
      if (isBusy.current || code.trim() === '') return;
      isBusy.current = true;
      isStopped.current = false;
      setShown({ name: 'asking', isLost: false });
      setShown(await ask(code));
      isBusy.current = false;
      onDone();
    },
    [ask, onDone],
  );
  const next = useCallback(() => {
    setShown(null);
  }, []);
  const stop = useCallback(() => {
    isStopped.current = true;
  }, []);

  useEffect(() => stop, [stop]);

  return { shown, check, next, stop };
}
