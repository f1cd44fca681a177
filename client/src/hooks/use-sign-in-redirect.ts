'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { signInPath } from '@/lib/paths';

/** A session may end while a page is open: whoever is asked for it signs in and comes back. */
export function useSignInRedirect(next: string) {
  const router = useRouter();

  return useCallback(
    async <T>(answer: Promise<T>): Promise<T> => {
      try {
        return await answer;
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) router.push(signInPath(next));
        throw error;
      }
    },
    [next, router],
  );
}
