'use client';

import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

import type { Session } from '@/lib/session';

import { Brand } from './brand';
import { ColorSchemeToggle } from './color-scheme-toggle';
import classes from './site-header.module.css';

interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly isMain?: boolean;
}

const visitorItems: readonly NavItem[] = [
  { href: '/auth/signin', label: 'Sign in' },
  { href: '/auth/signup', label: 'Sign up', isMain: true },
];

const memberItems: readonly NavItem[] = [
  { href: '/tickets/new', label: 'Sell tickets' },
  { href: '/orders', label: 'My orders' },
  { href: '/auth/signout', label: 'Sign out' },
];

/** `session` is null while it is being asked for. */
export function SiteHeader({ session }: { session: Session | null }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const pathname = usePathname();
  useEffect(close, [pathname, close]);

  const items = itemsFor(session);
  const links = items.map(({ href, label, isMain }) => (
    <Link
      key={href}
      href={href}
      className={isMain ? classes.mainLink : classes.link}
      aria-current={pathname === href ? 'page' : undefined}
      // A prefetched sign-out page would be of no use, and of the other pages the data would be old.
      prefetch={false}
      onClick={close}
    >
      {label}
    </Link>
  ));

  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Brand />
        <nav className={classes.nav} aria-label="Main">
          {session?.user && <span className={classes.who}>{session.user.email}</span>}
          {links}
        </nav>
        <div className={classes.tools}>
          <ColorSchemeToggle />
          <Burger
            className={classes.burger}
            opened={isOpen}
            onClick={toggle}
            size="sm"
            aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
          />
        </div>
      </div>
      {session?.isKnown === false && (
        <p className={classes.notice} role="status">
          We cannot tell who is signed in right now. You can look around; try again in a moment.
        </p>
      )}
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="xs"
        title={session?.user ? session.user.email : 'Menu'}
        closeButtonProps={{ 'aria-label': 'Close the menu' }}
      >
        <nav className={classes.drawerNav} aria-label="Main">
          {links}
        </nav>
      </Drawer>
    </header>
  );
}

function itemsFor(session: Session | null): readonly NavItem[] {
  if (!session) return [];
  return session.user ? memberItems : visitorItems;
}
