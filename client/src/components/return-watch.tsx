'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState, useTransition } from 'react';

import { IsReturning } from '@/hooks/use-is-returning';

/**
 * Reloads a page's data after Back or Forward, because the router's or the browser's cache shows the page as it was.
 * Until the data is new, nothing on the page may look current.
 */
export function ReturnWatch({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isReturning, setIsReturning] = useState(false);
  const [, startTransition] = useTransition();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refreshPage = () => {
      setIsReturning(true);
      clearTimeout(timer);
      // The time-out lets the router's own listener run first: it would drop an earlier refresh.
      timer = setTimeout(() => {
        startTransition(() => {
          router.refresh();
          setIsReturning(false);
        });
      });
    };
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) refreshPage();
    };

    window.addEventListener('popstate', refreshPage);
    window.addEventListener('pageshow', onPageShow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('popstate', refreshPage);
      window.removeEventListener('pageshow', onPageShow);
    };
  }, [router]);

  return <IsReturning value={isReturning}>{children}</IsReturning>;
}
