'use client';

import { useCallback } from 'react';

import { signOut } from '@/lib/api/users';
import { loadPageInPlace } from '@/lib/load-page';
import { tabMemory } from '@/lib/tab-memory';

import { useRequest } from './use-request';

/** Ends the session and discards the data of this tab, so that Back does not show it again. */
export function useSignOut() {
  const { run, isBusy, error } = useRequest(
    useCallback(async () => {
      await signOut();
      tabMemory.forgetAll();
      loadPageInPlace('/');
    }, []),
  );
  return { signOut: run, isBusy, error };
}
