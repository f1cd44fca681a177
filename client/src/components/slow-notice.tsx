'use client';

import { useTranslations } from 'next-intl';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';

import { hasSlowRequest, onSlowRequest, watchRequest } from '@/lib/slow-requests';

import classes from './slow-notice.module.css';

/** Shown while a request of the user, or a page that a link opens, takes longer than 4 s. */
export function SlowNotice() {
  const t = useTranslations('shell');
  useSlowLinks();
  const isShown = useSyncExternalStore(onSlowRequest, hasSlowRequest, () => false);
  return <div role="status">{isShown && <p className={classes.notice}>{t('slow')}</p>}</div>;
}

/** Watches the page that a link opens, from the click until its address is shown. */
function useSlowLinks(): void {
  const address = `${usePathname()}?${useSearchParams().toString()}`;

  useEffect(() => {
    let stop: (() => void) | undefined;
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
      if (!link || !isPlain || link.origin !== location.origin || link.target) return;
      if (link.pathname + link.search === location.pathname + location.search) return;
      stop?.();
      stop = watchRequest();
    };
    document.addEventListener('click', onClick);
    return () => {
      document.removeEventListener('click', onClick);
      stop?.();
    };
  }, [address]);
}
