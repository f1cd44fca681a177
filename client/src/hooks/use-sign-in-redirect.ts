'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

import { ApiError, SignInNeededError } from '@/lib/api/api-error';
import { showCurrentUser } from '@/lib/api/users';
import { signInPath } from '@/lib/paths';
import { showToast } from '@/lib/toasts';

/**
 * A session may end while a page is open. On 401 the user signs in and returns to `next`. If another account has signed
 * in in the meantime, a message names it, and the page is reloaded for that account.
 */
export function useSignInRedirect(next: string) {
  const t = useTranslations('shell');
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
          throw new SignInNeededError({ status: 401, items: error.items });
        }
        const message = t('otherAccount', { email: user.email });
        showToast(message, { name: 'other-account', tone: 'warning', stays: true });
        router.refresh();
        throw new ApiError({ status: 401, items: [{ message }] });
      }
    },
    [next, router, t],
  );
}
