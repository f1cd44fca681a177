'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { showCurrentUser } from '@/lib/api/users';
import { signInPath } from '@/lib/paths';

/**
 * A session may end while a page is open: whoever is asked for it signs in and comes back. Where
 * somebody else has signed in meanwhile, that is said, and the page is read anew as theirs.
 */
export function useSignInRedirect(next: string) {
  const router = useRouter();

  return useCallback(
    async <T>(answer: Promise<T>): Promise<T> => {
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 401)) throw error;
        const user = await showCurrentUser().catch(() => null);
        if (!user) {
          router.push(signInPath(next));
          throw error;
        }
        const message = `You are signed in as ${user.email} now. This belongs to another account, so nothing was done.`;
        notifications.show({ id: 'other-account', color: 'yellow', autoClose: false, message });
        router.refresh();
        throw new ApiError({ status: 401, items: [{ message }] });
      }
    },
    [next, router],
  );
}
