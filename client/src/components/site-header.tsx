'use client';

import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { usePathname } from 'next/navigation';
import { Suspense, useEffect } from 'react';

import type { Session } from '@/lib/session';

import { Brand } from './brand';
import { ColorSchemeToggle } from './color-scheme-toggle';
import { SessionLinks } from './session-links';
import { SessionNotice } from './session-notice';
import classes from './site-header.module.css';

/** Renders without waiting for the session, so that it does not delay the page. */
export function SiteHeader({ session }: { session: Promise<Session> }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const pathname = usePathname();
  useEffect(close, [pathname, close]);

  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Brand />
        <nav className={classes.nav} aria-label="Main">
          <Suspense>
            <SessionLinks session={session} />
          </Suspense>
        </nav>
        <div className={classes.tools}>
          <ColorSchemeToggle />
          <Burger
            className={classes.burger}
            opened={isOpen}
            onClick={toggle}
            size="sm"
            aria-label="Open the menu"
            aria-expanded={isOpen}
          />
        </div>
      </div>
      <Suspense>
        <SessionNotice session={session} />
      </Suspense>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="xs"
        title="Menu"
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <nav className={classes.drawerNav} aria-label="Menu">
          <Suspense>
            <SessionLinks session={session} onFollow={close} />
          </Suspense>
        </nav>
      </Drawer>
    </header>
  );
}
