import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './shell.module.css';

export function Shell({ header, children }: { header: ReactNode; children: ReactNode }) {
  return (
    <>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      {header}
      <main id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
      <footer className={classes.footer}>
        <div className={classes.footerInner}>
          <span>Ticketing · tickets from people, for people</span>
          <span>
            A held seat is yours alone until its time is up. You are charged once, or not at all.
          </span>
          <Anchor href="/docs/api" c="inherit" size="sm" underline="always">
            API
          </Anchor>
        </div>
      </footer>
    </>
  );
}
