'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState, useTransition } from 'react';

import { IsReturning } from '@/hooks/use-is-returning';

/**
 * Back and Forward show a page as it was when it was left, from the router's memory or the
 * browser's. This reads it anew each time; until then nothing on it may look current.
 */
export function ReturnWatch({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isReturning, setIsReturning] = useState(false);
  const [, startTransition] = useTransition();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAnew = () => {
      setIsReturning(true);
      clearTimeout(timer);
      // After the router's own listener, which would drop what is asked before it.
      timer = setTimeout(() => {
        startTransition(() => {
          router.refresh();
          setIsReturning(false);
        });
      });
    };
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) readAnew();
    };

    window.addEventListener('popstate', readAnew);
    window.addEventListener('pageshow', onPageShow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('popstate', readAnew);
      window.removeEventListener('pageshow', onPageShow);
    };
  }, [router]);

  return <IsReturning value={isReturning}>{children}</IsReturning>;
}
