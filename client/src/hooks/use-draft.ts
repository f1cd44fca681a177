'use client';

import { useCallback, useEffect, useState } from 'react';

import { ApiError } from '@/lib/api/api-error';
import type { TicketDraft } from '@/lib/api/tickets';
import { tabMemory } from '@/lib/tab-memory';

/** Stores the input of a form when the session ends, so that it is restored after signing in. */
export function useDraft(path: string) {
  const key = `draft:${path}`;
  const [kept, setKept] = useState<TicketDraft | null>(null);

  useEffect(() => {
    const recalled = tabMemory.recall(key);
    if (isDraft(recalled)) setKept(recalled);
    tabMemory.forget(key);
  }, [key]);

  const keepOnSignIn = useCallback(
    async <T>(typed: TicketDraft, answer: Promise<T>): Promise<T> => {
      try {
        return await answer;
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) tabMemory.keep(key, typed);
        throw error;
      }
    },
    [key],
  );

  return { kept, keepOnSignIn };
}

function isDraft(value: unknown): value is TicketDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'title' in value &&
    typeof value.title === 'string' &&
    'price' in value &&
    typeof value.price === 'string'
  );
}
