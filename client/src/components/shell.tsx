import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { DemoStrip } from './demo-strip';
import classes from './shell.module.css';
import { SiteFooter } from './site-footer';

interface Props {
  readonly header: ReactNode;
  /** Whether the shop takes test cards only. */
  readonly isDemo: boolean;
  readonly children: ReactNode;
}

export function Shell({ header, isDemo, children }: Props) {
  const t = useTranslations('shell');
  return (
    <>
      {/* In a landmark: it comes after the link of the load check, so axe does not know it as a skip link. */}
      <nav aria-label={t('skip')}>
        <a className={classes.skip} href="#content">
          {t('skipToContent')}
        </a>
      </nav>
      {isDemo && <DemoStrip />}
      {header}
      <main id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
      <SiteFooter />
    </>
  );
}
