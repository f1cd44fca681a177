'use client';

import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

import type { Session } from '@/lib/session';

import { Brand } from './brand';
import { ColorSchemeToggle } from './color-scheme-toggle';
import { SessionLinks } from './session-links';
import { SessionNotice } from './session-notice';
import classes from './site-header.module.css';

export function SiteHeader({ session }: { session: Session }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const pathname = usePathname();
  useEffect(close, [pathname, close]);

  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Brand />
        <nav className={classes.nav} aria-label="Main">
          <SessionLinks session={session} />
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
      <SessionNotice session={session} />
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="xs"
        title="Menu"
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <nav className={classes.drawerNav} aria-label="Menu">
          <SessionLinks session={session} onFollow={close} />
        </nav>
      </Drawer>
    </header>
  );
}
