'use client';

import { useCallback } from 'react';

import { signOut } from '@/lib/api/users';
import { forgetUser } from '@/lib/forget-user';
import { loadPageInPlace } from '@/lib/load-page';

import { useRequest } from './use-request';

/** Ends the session and discards the user's data in this browser, so that Back does not show it again. */
export function useSignOut() {
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await signOut();
      await forgetUser();
      loadPageInPlace('/');
    }, []),
  );
  return { signOut: run, isBusy, error };
}
