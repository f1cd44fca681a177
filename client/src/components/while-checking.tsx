'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { useIsReturning } from '@/hooks/use-is-returning';

import classes from './while-checking.module.css';

/** Content that Back shows is dimmed and inert until it has been reloaded. */
export function WhileChecking({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const isReturning = useIsReturning();

  return (
    <div className={classes.checked} aria-busy={isReturning}>
      {isReturning && (
        <p className={classes.note} role="status">
          {t('checking')}
        </p>
      )}
      <div className={classes.content} inert={isReturning}>
        {children}
      </div>
    </div>
  );
}
