'use client';

import { CloseButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';

import { closeToast, onToasts, shownToasts, type Toast } from '@/lib/toasts';

import classes from './toasts.module.css';

const none: readonly Toast[] = [];

/** The short messages. Their region is always there, because a screen reader reads only what changes in it. */
export function Toasts() {
  const t = useTranslations('shell');
  const toasts = useSyncExternalStore(onToasts, shownToasts, () => none);
  return (
    <div className={classes.toasts} aria-live="polite">
      {toasts.map(({ name, content, tone }) => (
        <div
          key={name}
          className={classes.toast}
          data-tone={tone}
          role={tone === 'success' ? undefined : 'alert'}
        >
          <span>{content}</span>
          <CloseButton aria-label={t('closeMessage')} onClick={() => closeToast(name)} />
        </div>
      ))}
    </div>
  );
}
