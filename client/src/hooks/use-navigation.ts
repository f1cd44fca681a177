'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useTransition } from 'react';

/** Goes to a page and has everything read anew, the header too. Busy until the page is there. */
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
  /** Goes where Back does not lead to this page again: it has done its work. */
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
