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
  return (
    <>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      {isDemo && <DemoStrip />}
      {header}
      <main id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
      <SiteFooter />
    </>
  );
}
