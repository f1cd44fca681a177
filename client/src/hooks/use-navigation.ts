'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useTransition } from 'react';

/** Opens a page and reloads all data, also in the header. `isGoing` is true until the page is shown. */
export function useNavigation() {
  const router = useRouter();
  const [isGoing, startTransition] = useTransition();

  const go = useCallback(
    (path: string) => {
      startTransition(() => {
        router.push(path);
        router.refresh();
      });
    },
    [router],
  );
  /** Replaces this page in the history, so that Back does not return to it. */
  const goInPlace = useCallback(
    (path: string) => {
      startTransition(() => {
        router.replace(path);
        router.refresh();
      });
    },
    [router],
  );
  const reload = useCallback(() => {
    startTransition(() => {
      router.refresh();
    });
  }, [router]);

  return { go, goInPlace, reload, isGoing };
}
